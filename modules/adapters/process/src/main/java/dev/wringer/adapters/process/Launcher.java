package dev.wringer.adapters.process;

import dev.wringer.core.model.PeerAddress;
import dev.wringer.core.model.Service;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Launches a program in a session and process group of its own, without input, its output appended to a log file.
 * There is no moment in which it runs and nobody is responsible for it: a shell in its place waits until the reaper
 * knows its number, then becomes the program; when Wringer dies before that, the shell reads the end of the file and
 * exits.
 */
record Launcher(Service.Launch launch, Surroundings surroundings, Path logFile, Reaper reaper) {
    private static final String WAIT_THEN_BECOME_IT = "read -r go || exit; "
            + "while [ \"$1\" != -- ]; do echo $$ >\"$1/cgroup.procs\" || exit; shift; done; shift; "
            + "exec \"$@\" </dev/null";

    private static final String PATH = "PATH";

    /** @param process the program itself, as a child of ours */
    record Launched(Process process, ProcessId id) {}

    /** @param mark an assignment for its environment, beside its own and that of Wringer */
    Launched launch(String mark) throws CannotStart {
        Path folder = launch.folder().toAbsolutePath();
        if (!Files.isDirectory(folder)) {
            throw new CannotStart("folder not found: " + folder + "; expected the folder to start in");
        }
        try {
            Files.createDirectories(logFile.toAbsolutePath().getParent());
            ProcessBuilder builder = new ProcessBuilder()
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(logFile.toFile()));
            Map<String, String> environment = builder.environment();
            launch.environment().forEach((name, value) -> environment.put(name, filled(value)));
            environment.putAll(surroundings.environment());
            environment.put(mark.substring(0, mark.indexOf('=')), mark.substring(mark.indexOf('=') + 1));
            return adopted(builder.command(command(folder, environment)).start());
        } catch (IOException | IllegalArgumentException e) {
            throw new CannotStart("cannot be launched: " + e.getMessage());
        }
    }

    private List<String> command(Path folder, Map<String, String> environment) throws CannotStart {
        String searchPath = environment.getOrDefault(PATH, "");
        Program program = Program.find(launch.command().getFirst(), folder, searchPath);
        List<String> command = new ArrayList<>(
                List.of(Program.setsid().path().toString(), "/bin/sh", "-c", WAIT_THEN_BECOME_IT, "sh"));
        surroundings.cgroups().forEach(cgroup -> command.add(cgroup.toString()));
        command.add("--");
        command.addAll(surroundings.prefix());
        command.add(program.path().toString());
        launch.command().stream().skip(1).map(this::filled).forEach(command::add);
        return command;
    }

    private String filled(String text) {
        return PeerAddress.fill(text, name -> {
            InetSocketAddress address = surroundings.addresses().of(name);
            return new PeerAddress(address.getHostString(), address.getPort());
        });
    }

    private Launched adopted(Process process) throws IOException {
        try (OutputStream input = process.getOutputStream()) {
            ProcessId id = ProcessEntry.read(process.pid())
                    .orElseThrow(() -> new IOException("it ended at once"))
                    .id();
            reaper.adopt(id);
            input.write("go\n".getBytes(StandardCharsets.US_ASCII));
            return new Launched(process, id);
        }
    }
}
