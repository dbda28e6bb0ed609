package dev.wringer.checks.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** Giants are refused before they grow. */
class SizesTest {
    private static final int FILE_LINES_MAX = 400;
    private static final int METHOD_LINES_MAX = 50;
    private static final int PARAMETERS_MAX = 7;
    private static final Path MODULES = Path.of(System.getProperty("wringer.home"), "modules");

    @Test
    void no_file_is_longer_than_400_lines() throws IOException {
        List<String> giants = new ArrayList<>();
        for (Path file : sources()) {
            long lines = Files.readAllLines(file).size();
            if (lines > FILE_LINES_MAX) {
                giants.add(MODULES.relativize(file) + ": " + lines + " lines; split it by what it knows");
            }
        }
        assertThat(giants).isEmpty();
    }

    @Test
    void no_method_is_longer_than_50_lines_or_takes_more_than_7_parameters() throws IOException {
        List<String> giants = new ArrayList<>();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null, files, null, List.of("-proc:none"), null, files.getJavaFileObjectsFromPaths(sources()));
            SourcePositions positions = Trees.instance(task).getSourcePositions();
            for (CompilationUnitTree unit : task.parse()) {
                new MethodSizes(unit, positions, giants).scan(unit, null);
            }
        }
        assertThat(giants).isEmpty();
    }

    @Test
    void no_folder_has_a_name_that_says_nothing() throws IOException {
        try (Stream<Path> folders = Files.walk(MODULES)) {
            assertThat(folders.filter(Files::isDirectory)
                            .filter(folder -> folder.toString().contains("src/main"))
                            .map(folder -> folder.getFileName().toString()))
                    .doesNotContain("util", "utils", "common", "impl", "helper", "helpers", "manager", "misc");
        }
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(MODULES)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.toString().contains("/target/"))
                    .toList();
        }
    }

    private static final class MethodSizes extends TreeScanner<Void, Void> {
        private final CompilationUnitTree unit;
        private final SourcePositions positions;
        private final List<String> giants;

        MethodSizes(CompilationUnitTree unit, SourcePositions positions, List<String> giants) {
            this.unit = unit;
            this.positions = positions;
            this.giants = giants;
        }

        @Override
        public Void visitMethod(MethodTree method, Void ignored) {
            LineMap lines = unit.getLineMap();
            long length = lines.getLineNumber(positions.getEndPosition(unit, method))
                    - lines.getLineNumber(positions.getStartPosition(unit, method))
                    + 1;
            Path file = MODULES.relativize(Path.of(unit.getSourceFile().toUri()));
            if (method.getBody() != null && length > METHOD_LINES_MAX) {
                giants.add(file + " " + method.getName() + ": " + length + " lines; name its parts");
            }
            boolean constructor = method.getReturnType() == null;
            if (!constructor && method.getParameters().size() > PARAMETERS_MAX) {
                giants.add(file + " " + method.getName() + ": "
                        + method.getParameters().size() + " parameters; gather those that belong together in a record");
            }
            return super.visitMethod(method, null);
        }
    }
}
