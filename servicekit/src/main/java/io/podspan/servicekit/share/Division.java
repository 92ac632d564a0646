package io.podspan.servicekit.share;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.CRC32C;

/**
 * Who is to have what, the same for everybody who asks with the same members and the same work: by
 * rendezvous, so that most of it stays where it is when a member comes or goes, and nobody has more
 * than one part more than another.
 */
final class Division {
  private Division() {}

  /** The member for each part of the work. Without members nobody has anything. */
  static SortedMap<String, String> of(Collection<String> work, Collection<String> members) {
    SortedMap<String, String> owners = new TreeMap<>();
    if (members.isEmpty()) {
      return owners;
    }
    TreeSet<String> sorted = new TreeSet<>(work);
    int most = (sorted.size() + members.size() - 1) / members.size();
    Map<String, Integer> parts = new HashMap<>();
    for (String part : sorted) {
      String owner = first(part, members, parts, most);
      parts.merge(owner, 1, Integer::sum);
      owners.put(part, owner);
    }
    return owners;
  }

  private static String first(
      String part, Collection<String> members, Map<String, Integer> parts, int most) {
    List<String> inOrder =
        members.stream()
            .distinct()
            .sorted(
                Comparator.comparingLong((String member) -> weight(member, part))
                    .reversed()
                    .thenComparing(Comparator.naturalOrder()))
            .toList();
    return inOrder.stream()
        .filter(member -> parts.getOrDefault(member, 0) < most)
        .findFirst()
        .orElse(inOrder.getFirst());
  }

  private static long weight(String member, String part) {
    CRC32C sum = new CRC32C();
    sum.update((member + "\n" + part).getBytes(StandardCharsets.UTF_8));
    // Sums of texts that differ in their last letters are near each other.
    long mixed = sum.getValue() * 0x9E3779B97F4A7C15L;
    return (mixed ^ (mixed >>> 29)) >>> 1;
  }
}
