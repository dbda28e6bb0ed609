package dev.wringer.apps.cli;

import dev.wringer.adapters.storage.Manifest;
import dev.wringer.adapters.storage.RunFolder;
import dev.wringer.adapters.storage.SigningKey;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks that the evidence of a run is what it was at its end. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = "Check that each file of a run is what it was at the run's end, and who signed it.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  wringer verify results/sonia-soak-20261121T070000Z-20260208",
            "  wringer verify results/sonia-soak-20261121T070000Z-20260208 --key soak-host.key.pub",
            "",
            "Exit codes: 0 all is as it was, 99 something differs, 120 there is nothing to check against."
        })
final class VerifyCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "RUN", description = "A run folder.")
    private Path run;

    @Option(names = "--key", paramLabel = "PUBLIC", description = "The public key that must have signed it.")
    private Path key;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        RunFolder folder = RunFolder.open(run);
        Optional<String> wanted = Optional.ofNullable(key).map(SigningKey::readPublic);
        PrintWriter out = spec.commandLine().getOut();
        if (!Files.exists(folder.manifest())) {
            out.println(run + " has no MANIFEST.json: the run did not come to its end");
            return ExitCode.NOT_JUDGED.number;
        }
        List<String> differences = Manifest.differences(folder);
        differences.forEach(out::println);
        if (!differences.isEmpty()) {
            return ExitCode.FAIL.number;
        }
        Optional<String> signer = Manifest.signer(folder);
        if (wanted.isPresent() && signer.isEmpty()) {
            out.println("every file is as it was, but the run is not signed");
            return ExitCode.NOT_JUDGED.number;
        }
        if (wanted.isPresent() && !Manifest.isSignedWith(folder, wanted.get())) {
            out.println("signed with another key: " + signer.get());
            return ExitCode.FAIL.number;
        }
        out.println("every file is as it was at the end of the run; "
                + signer.map(it -> "signed with " + it + (wanted.isPresent() ? "" : ", which --key can check"))
                        .orElse("not signed"));
        return ExitCode.PASS.number;
    }
}
