package dev.wringer.adapters.storage;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code MANIFEST.json}: size and SHA-256 of every other file of the run folder, by path. */
public final class Manifest {
    private record Entry(long size, String sha256) {}

    static void write(RunFolder folder) throws IOException {
        write(folder, entries(folder));
    }

    /** Takes note of files that were written after the run; those not named stay as they were noted at its end. */
    static void amend(RunFolder folder, List<Path> written) throws IOException {
        SortedMap<String, Entry> listed = listed(folder);
        for (Path file : written) {
            listed.put(name(folder, file), entry(file));
        }
        write(folder, listed);
    }

    private static void write(RunFolder folder, SortedMap<String, Entry> entries) throws IOException {
        List<Object> files = new ArrayList<>();
        entries.forEach(
                (path, entry) -> files.add(Json.object("path", path, "size", entry.size(), "sha256", entry.sha256())));
        TextFile.write(folder.manifest(), Json.pretty(Json.object("files", files)));
    }

    /** What differs from the manifest: files that changed, are gone, or were added. Empty: the evidence is what it was. */
    public static List<String> differences(RunFolder folder) {
        try {
            SortedMap<String, Entry> listed = listed(folder);
            SortedMap<String, Entry> found = entries(folder);
            List<String> differences = new ArrayList<>();
            listed.forEach((path, entry) -> {
                if (!found.containsKey(path)) {
                    differences.add(path + " is gone");
                } else if (!found.get(path).equals(entry)) {
                    differences.add(path + " has changed");
                }
            });
            found.keySet().stream()
                    .filter(path -> !listed.containsKey(path))
                    .forEach(path -> differences.add(path + " was added"));
            return List.copyOf(differences);
        } catch (IOException e) {
            throw new RunFolderException("cannot verify " + folder.path() + ": " + RunFolder.reason(e), e);
        }
    }

    private static SortedMap<String, Entry> listed(RunFolder folder) throws IOException {
        if (!Files.exists(folder.manifest())) {
            throw new RunFolderException(folder.path() + " has no MANIFEST.json: the run did not come to its end");
        }
        SortedMap<String, Entry> listed = new TreeMap<>();
        for (JsonNode file : Json.tree(Files.readString(folder.manifest())).path("files")) {
            listed.put(
                    file.path("path").asText(),
                    new Entry(file.path("size").asLong(), file.path("sha256").asText()));
        }
        return listed;
    }

    private static SortedMap<String, Entry> entries(RunFolder folder) throws IOException {
        SortedMap<String, Entry> entries = new TreeMap<>();
        for (Path file : files(folder)) {
            entries.put(name(folder, file), entry(file));
        }
        return entries;
    }

    private static List<Path> files(RunFolder folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder.path())) {
            return all.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .filter(file -> !file.equals(folder.manifest()))
                    .collect(Collectors.toList());
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static String name(RunFolder folder, Path file) {
        return folder.path().relativize(file).toString().replace('\\', '/');
    }

    private static Entry entry(Path file) throws IOException {
        MessageDigest digest = sha256();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            long size = in.transferTo(OutputStream.nullOutputStream());
            return new Entry(size, HexFormat.of().formatHex(digest.digest()));
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private Manifest() {}
}
