package dev.wringer.apps.cli;

import dev.wringer.adapters.storage.SigningKey;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes the key that runs are signed with. */
@Command(
        name = "key",
        mixinStandardHelpOptions = true,
        description = "Make an Ed25519 key pair. Every run signs its manifest while conf/signing.key is there.",
        footerHeading = "%nExamples:%n",
        footer = {"  wringer key", "  wringer key --out /etc/wringer/soak-host.key"})
final class KeyCommand implements Callable<Integer> {
    @Option(
            names = "--out",
            paramLabel = "FILE",
            defaultValue = SigningOption.USUAL,
            description = "The private key (default: ${DEFAULT-VALUE}); the public one gets the ending .pub.")
    private Path out;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        SigningKey key = SigningKey.create(out);
        PrintWriter terminal = spec.commandLine().getOut();
        terminal.println("private key  " + out + "  (keep it secret)");
        terminal.println("public key   " + SigningKey.publicOf(out) + "  (for those who verify)");
        terminal.println("fingerprint  " + key.fingerprint());
        return ExitCode.PASS.number;
    }
}
