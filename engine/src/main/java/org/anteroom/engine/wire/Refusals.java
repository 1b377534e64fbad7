package org.anteroom.engine.wire;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What was refused of which addresses since it was last told: counts alone, for a line of the log a kind however much
 * comes. Of IPv6 a /64 is one address. Bounded: past so many addresses the others are counted together. On one thread.
 */
public final class Refusals {
    private static final int ADDRESSES_MAX = 10_000;
    private static final int NAMED_MAX = 3;

    private final Map<String, Map<String, Long>> counts = new TreeMap<>();
    private final Map<String, Long> unnamed = new HashMap<>();
    private int addresses;

    /**
     * Counts one.
     *
     * @param what in words of this engine, of which there are few
     * @param address empty where it is a proxy's and says nothing
     */
    public void count(String what, String address) {
        Map<String, Long> ofKind = counts.computeIfAbsent(what, kind -> new HashMap<>());
        String group = AddressCounts.group(address);
        if (ofKind.containsKey(group) || (addresses < ADDRESSES_MAX && !group.isEmpty())) {
            addresses += ofKind.containsKey(group) ? 0 : 1;
            ofKind.merge(group, 1L, Long::sum);
        } else {
            unnamed.merge(what, 1L, Long::sum);
        }
    }

    /** A line for each kind of which anything came, and begins anew. */
    public List<String> tell() {
        List<String> lines = counts.entrySet().stream()
                .map(kind -> kind.getKey() + ": " + line(kind.getValue(), unnamed.getOrDefault(kind.getKey(), 0L)))
                .toList();
        counts.clear();
        unnamed.clear();
        addresses = 0;
        return lines;
    }

    private static String line(Map<String, Long> byAddress, long others) {
        List<Map.Entry<String, Long>> most = byAddress.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .toList();
        long all = others + most.stream().mapToLong(Map.Entry::getValue).sum();
        String named = most.stream()
                .limit(NAMED_MAX)
                .map(one -> one.getValue() + " of " + one.getKey())
                .collect(Collectors.joining(", "));
        int more = most.size() - NAMED_MAX;
        return all + (named.isEmpty() ? "" : "; " + named) + (more > 0 ? "; the others of " + more + " addresses" : "");
    }
}
