package io.podspan.bgpreflector.reflect;

import io.podspan.bgp.wire.AddressFamily;
import io.podspan.bgpreflector.rib.Destination;
import io.podspan.bgpreflector.rib.RouteSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is to be withdrawn, by family and by whom it is for. */
final class Withdrawals {

  /** Whose members get it: all but one or two, or one only. */
  record Key(
      AddressFamily family,
      @Nullable RouteSource except,
      @Nullable RouteSource exceptToo,
      @Nullable RouteSource only) {

    @SuppressWarnings("ReferenceEquality") // sources are sessions, compared by identity
    boolean is(
        AddressFamily f,
        @Nullable RouteSource e,
        @Nullable RouteSource too,
        @Nullable RouteSource o) {
      return family == f && except == e && exceptToo == too && only == o;
    }
  }

  private final Map<Key, DestinationList> byKey = new LinkedHashMap<>();
  private @Nullable Key last;
  private DestinationList lastList = new DestinationList();

  void add(
      Destination destination,
      @Nullable RouteSource except,
      @Nullable RouteSource exceptToo,
      @Nullable RouteSource only) {
    AddressFamily family = destination.family();
    Key recent = last;
    if (recent == null || !recent.is(family, except, exceptToo, only)) {
      Key key = new Key(family, except, exceptToo, only);
      lastList = byKey.computeIfAbsent(key, _ -> new DestinationList());
      last = key;
    }
    lastList.add(destination);
  }

  Map<Key, DestinationList> byKey() {
    return byKey;
  }

  boolean isEmpty() {
    return byKey.isEmpty();
  }

  void clear() {
    byKey.clear();
    last = null;
  }
}
