package dev.wringer.adapters.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wringer.core.metrics.EndpointId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.Size;

class CellTest {
    @Property(tries = 300)
    void textsOfAListComeBack(@ForAll @Size(max = 5) List<@NotEmpty String> texts) {
        assertThat(Listing.split(Listing.join(texts))).isEqualTo(texts);
    }

    @Property(tries = 300)
    void namesOfCountsComeBack(@ForAll @Size(max = 5) Map<String, Long> counts) {
        Map<String, String> expected = new LinkedHashMap<>();
        counts.forEach((name, count) -> expected.put(name, Long.toString(count)));
        assertThat(Listing.splitPairs(Listing.join(counts))).isEqualTo(expected);
    }

    @Property(tries = 300)
    void nanosecondsComeBackFromSeconds(@ForAll @LongRange(min = 0) long nanos) {
        BigDecimal seconds = Decimals.seconds(nanos);
        assertThat(Decimals.nanos(seconds)).isEqualTo(nanos);
        assertThat(seconds.scale()).isBetween(3, 9);
    }

    @Property(tries = 300)
    void aTagHasNoLetterThatALogCannotHold(@ForAll @NotEmpty String endpoint) {
        assertThat(LatencyLog.tag(new EndpointId("gateway", endpoint))).matches("gateway[/:][!-~&&[^,\"#=]]*");
    }

    @Example
    void aNameAndAPathNeverShareATag() {
        assertThat(LatencyLog.tag(new EndpointId("gateway", "/chat"))).isEqualTo("gateway/chat");
        assertThat(LatencyLog.tag(new EndpointId("gateway", "chat"))).isEqualTo("gateway:chat");
        assertThat(LatencyLog.tag(new EndpointId("gateway", "chat:service-time")))
                .isEqualTo("gateway:chat%3Aservice-time");
    }

    @Example
    void quotedCellsHoldAnything() throws IOException {
        String text = "a,\"b, \"\"c\"\"\r\nd\",\r\n,,e\n\"torn";
        try (CsvReader csv = CsvReader.ofOurs(new BufferedReader(new StringReader(text)))) {
            assertThat(csv.next()).hasValue(List.of("a", "b, \"c\"\r\nd", ""));
            assertThat(csv.next()).hasValue(List.of("", "", "e"));
            assertThat(csv.next()).isEmpty();
        }
    }
}
