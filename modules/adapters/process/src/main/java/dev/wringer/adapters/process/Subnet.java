package dev.wringer.adapters.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * 256 private addresses that no route of this host leads to: {@code first.second.third.0/24}.
 *
 * @param third also tells the runs of one process apart
 */
record Subnet(int first, int second, int third) {
    private static final int THIRDS = 256;

    /** @throws IOException if all are taken */
    static Subnet free(long pid) throws IOException {
        List<Route> routes = Tool.run("ip", "-4", "route", "show", "table", "all")
                .lines()
                .flatMap(Route::destinations)
                .toList();
        return Stream.of(new Subnet(10, 254, 0), new Subnet(172, 30, 0), new Subnet(192, 168, 0))
                .flatMap(block -> IntStream.range(0, THIRDS)
                        .mapToObj(i -> new Subnet(block.first, block.second, (int) ((pid + i) % THIRDS))))
                .filter(subnet -> routes.stream().noneMatch(route -> route.overlaps(subnet.bits(), 24)))
                .findFirst()
                .orElseThrow(() -> new IOException("every private network has a route on this host"));
    }

    InetAddress address(int last) {
        try {
            return InetAddress.getByAddress(new byte[] {(byte) first, (byte) second, (byte) third, (byte) last});
        } catch (UnknownHostException wrongLength) {
            throw new IllegalStateException("four bytes are an address", wrongLength);
        }
    }

    private int bits() {
        return first << 24 | second << 16 | third << 8;
    }

    /** Where a route leads; the default route leads everywhere and is none of these. */
    private record Route(int bits, int length) {
        static Stream<Route> destinations(String line) {
            return Stream.of(line.split(" "))
                    .filter(word -> word.matches("\\d+\\.\\d+\\.\\d+\\.\\d+(/\\d+)?"))
                    .limit(1)
                    .map(Route::parse);
        }

        static Route parse(String word) {
            List<Integer> numbers =
                    Stream.of(word.split("[./]")).map(Integer::valueOf).toList();
            int bits = numbers.get(0) << 24 | numbers.get(1) << 16 | numbers.get(2) << 8 | numbers.get(3);
            return new Route(bits, numbers.size() > 4 ? numbers.get(4) : Integer.SIZE);
        }

        boolean overlaps(int otherBits, int otherLength) {
            int common = Math.min(length, otherLength);
            int mask = common == 0 ? 0 : -1 << (Integer.SIZE - common);
            return (bits & mask) == (otherBits & mask);
        }
    }
}
