package dev.wringer.core.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LabelsTest {
    @Test
    void countsByNameInAlphabeticalOrder() {
        Labels labels = new Labels();
        labels.add("status 503", 2);
        labels.add("refused", 1);
        labels.add("status 503", 3);
        assertThat(labels.counts().toString()).isEqualTo("{refused=1, status 503=5}");
    }

    @Test
    void whatAHostileTargetMakesUpStaysBounded() {
        Labels labels = new Labels();
        for (int i = 0; i < 1_000_000; i++) {
            labels.add("label " + i, 1);
        }
        assertThat(labels.counts()).hasSize(21).containsEntry("other", 999_980L);
        labels.add("x".repeat(1_000_000), 1);
        assertThat(labels.counts()).hasSize(21).containsEntry("other", 999_981L);
    }

    @Test
    void aLongLabelIsCutAndSaysSo() {
        Labels labels = new Labels();
        labels.add("x".repeat(500), 1);
        assertThat(labels.counts().keySet().iterator().next()).hasSize(121).endsWith("…");
    }

    @Test
    void mergingKeepsTheSum() {
        Labels labels = new Labels();
        Labels more = new Labels();
        for (int i = 0; i < 30; i++) {
            labels.add("a" + i, 1);
            more.add("b" + i, 2);
        }
        labels.addAll(more);
        assertThat(labels.counts().values().stream().mapToLong(Long::longValue).sum())
                .isEqualTo(90);
    }
}
