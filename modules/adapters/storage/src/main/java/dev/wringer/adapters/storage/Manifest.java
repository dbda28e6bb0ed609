package dev.wringer.adapters.storage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.wringer.core.judge.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * {@code MANIFEST.json}: what produced a run, its verdict, and size and SHA-256 of every other file of its folder, by path. Its
 * {@code seal} is the SHA-256 of all that, and the signature of the seal when there is a key. What was written after the run
 * ({@code later}) is noted apart, and not signed.
 */
public final class Manifest {
    private static final String FILES = "files";
    private static final String LATER = "later";
    private static final String SEAL = "seal";

    private final RunFolder folder;
    private final Map<String, Object> signed;
    private final SortedMap<String, FileSums> files;
    private final SortedMap<String, FileSums> later;
    private final Optional<Signature> signature;

    /** @param key that it was made with, as text */
    private record Signature(String key, String value) {}

    private Manifest(
            RunFolder folder,
            Map<String, Object> signed,
            SortedMap<String, FileSums> files,
            SortedMap<String, FileSums> later,
            Optional<Signature> signature) {
        this.folder = folder;
        this.signed = signed;
        this.files = files;
        this.later = later;
        this.signature = signature;
    }

    static void write(RunFolder folder, RunFacts facts, Verdict verdict) throws IOException {
        Map<String, Object> signed = Json.object(
                "produced_by", facts.host(),
                "command", facts.repeat(),
                "verdict", VerdictJson.outcome(verdict));
        SortedMap<String, FileSums> files = new TreeMap<>();
        for (Path file : files(folder)) {
            if (isFile(file)) {
                files.put(name(folder, file), FileSums.of(file));
            }
        }
        new Manifest(folder, signed, files, new TreeMap<>(), Optional.empty()).write();
    }

    /** Takes note of files that were written after the run; the others stay as they were noted at its end. */
    static void amend(RunFolder folder, List<Path> written) throws IOException {
        Manifest manifest = read(folder);
        for (Path file : written) {
            manifest.later.put(name(folder, file), FileSums.of(file));
        }
        manifest.write();
    }

    /** Signs what the run left, once and for all. */
    public static void sign(RunFolder folder, SigningKey key) {
        try {
            Manifest manifest = read(folder);
            Signature made = new Signature(key.publicText(), key.sign(manifest.sum()));
            new Manifest(folder, manifest.signed, manifest.files, manifest.later, Optional.of(made)).write();
        } catch (IOException e) {
            throw unreadable(folder, e);
        }
    }

    /** What differs: files that changed, with the range of bytes, are gone, or were added. Empty: all is as it was. */
    public static List<String> differences(RunFolder folder) {
        try {
            return read(folder).differences();
        } catch (JsonProcessingException | CharacterCodingException e) {
            return List.of("MANIFEST.json is not as it was written: it is no JSON");
        } catch (IOException e) {
            throw unreadable(folder, e);
        }
    }

    /** @return the fingerprint of the key that the run is signed with; empty when it is not signed */
    public static Optional<String> signer(RunFolder folder) {
        try {
            return read(folder).signature.map(it -> SigningKey.fingerprint(it.key()));
        } catch (IOException e) {
            throw unreadable(folder, e);
        }
    }

    /** @param key a public key as text ({@link SigningKey#readPublic}) */
    public static boolean isSignedWith(RunFolder folder, String key) {
        try {
            return read(folder).signature.filter(it -> it.key().equals(key)).isPresent();
        } catch (IOException e) {
            throw unreadable(folder, e);
        }
    }

    private List<String> differences() throws IOException {
        List<String> differences = new ArrayList<>();
        if (!Files.readString(folder.manifest()).equals(text())) {
            differences.add("MANIFEST.json is not as it was written");
        }
        if (signature
                .filter(it -> !SigningKey.verifies(it.key(), sum(), it.value()))
                .isPresent()) {
            differences.add("MANIFEST.json has a signature that does not match");
        }
        SortedMap<String, FileSums> expected = new TreeMap<>(files);
        expected.putAll(later);
        SortedMap<String, Path> found = new TreeMap<>();
        files(folder).forEach(file -> found.put(name(folder, file), file));
        for (Map.Entry<String, FileSums> entry : expected.entrySet()) {
            Path file = found.remove(entry.getKey());
            String difference =
                    file == null || !isFile(file) ? "is gone" : entry.getValue().difference(file);
            if (!difference.isEmpty()) {
                differences.add(entry.getKey() + " " + difference);
            }
        }
        found.keySet().forEach(added -> differences.add(added + " was added"));
        return List.copyOf(differences);
    }

    /** Of what is signed. */
    private String sum() {
        Map<String, Object> all = new LinkedHashMap<>(signed);
        all.put(FILES, json(files));
        return Sha256.hex(Json.pretty(all).getBytes(StandardCharsets.UTF_8));
    }

    private void write() throws IOException {
        TextFile.write(folder.manifest(), text());
    }

    private String text() {
        Map<String, Object> all = new LinkedHashMap<>(signed);
        all.put(FILES, json(files));
        if (!later.isEmpty()) {
            all.put(LATER, json(later));
        }
        Map<String, Object> seal = Json.object("sha256", sum());
        signature.ifPresent(it -> {
            seal.put("key", it.key());
            seal.put("signature", it.value());
        });
        all.put(SEAL, seal);
        return Json.pretty(all);
    }

    private static List<Object> json(SortedMap<String, FileSums> sums) {
        List<Object> json = new ArrayList<>();
        sums.forEach((path, each) -> json.add(each.json(path)));
        return json;
    }

    private static Manifest read(RunFolder folder) throws IOException {
        if (!Files.exists(folder.manifest())) {
            throw new RunFolderException(folder.path() + " has no MANIFEST.json: the run did not come to its end");
        }
        JsonNode json = Json.tree(Files.readString(folder.manifest()));
        Map<String, Object> signed = new LinkedHashMap<>();
        json.properties().forEach(field -> signed.put(field.getKey(), field.getValue()));
        signed.keySet().removeAll(List.of(FILES, LATER, SEAL));
        JsonNode seal = json.path(SEAL);
        Optional<Signature> signature = seal.has("signature")
                ? Optional.of(new Signature(
                        seal.path("key").asText(), seal.path("signature").asText()))
                : Optional.empty();
        return new Manifest(folder, signed, sums(json.path(FILES)), sums(json.path(LATER)), signature);
    }

    private static SortedMap<String, FileSums> sums(JsonNode list) {
        SortedMap<String, FileSums> sums = new TreeMap<>();
        list.forEach(file -> sums.put(file.path("path").asText(), FileSums.of(file)));
        return sums;
    }

    private static List<Path> files(RunFolder folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder.path())) {
            return all.filter(file -> !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS))
                    .filter(file -> !file.equals(folder.manifest()))
                    .collect(Collectors.toList());
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** A link may lead anywhere, and a device never ends. */
    private static boolean isFile(Path path) {
        return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
    }

    private static String name(RunFolder folder, Path file) {
        return folder.path().relativize(file).toString().replace('\\', '/');
    }

    private static RunFolderException unreadable(RunFolder folder, IOException e) {
        return new RunFolderException("cannot verify " + folder.path() + ": " + RunFolder.reason(e), e);
    }
}
