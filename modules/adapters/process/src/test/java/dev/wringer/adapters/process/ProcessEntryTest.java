package dev.wringer.adapters.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProcessEntryTest {
    @Test
    void aNameMayHoldBlanksAndBrackets() {
        ProcessEntry entry =
                ProcessEntry.parse("4242 (a) b (c) S 17 4240 4239 0 -1 4194560 1 2 3 4 10 20 30 40 20 0 1 0"
                        + " 8812345 1000 10 18446744073709551615 0 0\n");
        assertThat(entry.id()).isEqualTo(new ProcessId(4242, 8812345));
        assertThat(entry.name()).isEqualTo("a) b (c");
        assertThat(entry.state()).isEqualTo('S');
        assertThat(entry.parent()).isEqualTo(17);
        assertThat(entry.group()).isEqualTo(4240);
        assertThat(entry.session()).isEqualTo(4239);
        assertThat(entry.cpuTicks()).isEqualTo(100);
    }

    @Test
    void ourOwnProcessIsInTheTable() {
        long pid = ProcessHandle.current().pid();
        assertThat(ProcessEntry.table()).containsKey(pid);
        assertThat(ProcessEntry.table().get(pid).id())
                .isEqualTo(ProcessEntry.read(pid).orElseThrow().id());
        assertThat(ProcessEntry.read(Integer.MAX_VALUE)).isEmpty();
    }

    @Test
    void openFilesAreThereForAProcessThatIsThere() {
        ProcessEntry self = ProcessEntry.read(ProcessHandle.current().pid()).orElseThrow();
        assertThat(self.openFiles().orElseThrow()).isNotEmpty();
        ProcessEntry gone = new ProcessEntry(new ProcessId(Integer.MAX_VALUE, 1), "gone", 'S', 1, 1, 1, 0);
        assertThat(gone.openFiles()).isEmpty();
        assertThat(gone.hasVariable("A=b")).isFalse();
    }
}
