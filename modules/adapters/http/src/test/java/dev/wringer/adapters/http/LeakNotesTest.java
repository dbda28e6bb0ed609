package dev.wringer.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.PooledByteBufAllocator;
import org.junit.jupiter.api.Test;

class LeakNotesTest {
    @Test
    void aBufferThatIsLostIsNoticed() {
        assertThat(LeakNotes.take()).isEmpty();
        PooledByteBufAllocator.DEFAULT.directBuffer(16).writeByte(1);

        assertThat(LeakNotes.take()).hasSize(1);
    }
}
