package io.podspan.routecollector.bmp;

import java.util.Map;
import java.util.TreeMap;

/** The figures of a Statistics Report that are shown (RFC 7854, section 4.8; RFC 8671). */
final class Figures {
  private static final Map<Integer, String> NAMES =
      Map.ofEntries(
          Map.entry(0, "rejected-by-policy"),
          Map.entry(1, "duplicate-announcements"),
          Map.entry(2, "duplicate-withdrawals"),
          Map.entry(3, "loops-of-cluster-list"),
          Map.entry(4, "loops-of-as-path"),
          Map.entry(5, "loops-of-originator-id"),
          Map.entry(6, "loops-of-confederation"),
          Map.entry(7, "routes-in-adj-rib-in"),
          Map.entry(8, "routes-in-loc-rib"),
          Map.entry(11, "treated-as-withdrawn-updates"),
          Map.entry(12, "treated-as-withdrawn-prefixes"),
          Map.entry(13, "duplicate-updates"),
          Map.entry(14, "routes-in-adj-rib-out-pre"),
          Map.entry(15, "routes-in-adj-rib-out-post"));

  private Figures() {}

  static boolean isKnown(int type) {
    return NAMES.containsKey(type);
  }

  static Map<String, Long> named(Map<Integer, Long> figures) {
    Map<String, Long> named = new TreeMap<>();
    figures.forEach((type, value) -> named.put(NAMES.getOrDefault(type, "" + type), value));
    return named;
  }
}
