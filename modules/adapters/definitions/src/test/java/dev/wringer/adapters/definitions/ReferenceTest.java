package dev.wringer.adapters.definitions;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ReferenceTest {
    private static final String BEGIN = "<!-- reference: written by ReferenceTest -->\n";
    private static final String END = "<!-- end of reference -->\n";

    @TempDir
    static Path folder;

    @BeforeAll
    static void writeTheFeeder() throws IOException {
        Files.writeString(folder.resolve("users.csv"), "name\nAda\n");
    }

    /** To write it anew after a change of the keys: {@code mvn verify -Dtest.arguments=-Dwrite-reference=true}. */
    @Test
    void theReadmeListsEveryKeyOfTheReaderWithItsDefault() throws IOException {
        Path readme = ExampleFilesTest.SIMULATIONS.resolve("README.md");
        String text = Files.readString(readme);
        int from = text.indexOf(BEGIN) + BEGIN.length();
        int to = text.indexOf(END);
        if (Boolean.getBoolean("write-reference")) {
            Files.writeString(readme, text.substring(0, from) + Reference.markdown() + text.substring(to));
        }
        assertThat(Files.readString(readme)
                        .substring(from, Files.readString(readme).indexOf(END)))
                .as("simulations/README.md is behind the reader; write it with -Dtest.arguments=-Dwrite-reference=true")
                .isEqualTo(Reference.markdown());
    }

    static List<Arguments> keys() {
        return Reference.sections().stream()
                .flatMap(section -> section.keys().stream().map(key -> Arguments.of(section.title(), key)))
                .toList();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("keys")
    void theExampleOfEveryKeyCanBeRead(String section, Key<?> key) {
        assertThat(problemsOf(
                        key, ConfigFactory.parseString("v = " + key.example()).getValue("v")))
                .isEmpty();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("keys")
    void theDefaultOfEveryKeyCanBeRead(String section, Key<?> key) {
        assertThat(key.fallback().isEmpty()
                        || problemsOf(key, key.fallbackValue()).isEmpty())
                .isTrue();
    }

    private static List<Problem> problemsOf(Key<?> key, ConfigValue value) {
        Problems problems = new Problems();
        String name = key.name().equals("pNN") ? "p95" : key.name();
        key.syntax().read(new Node(value, name, name, Context.of(problems, folder)));
        return problems.inOrder();
    }
}
