package io.podspan.bgpreflector.rib;

import org.jspecify.annotations.Nullable;

/**
 * Paths of one source, as destination ids and path identifiers. Paths without an identifier cost
 * what an {@link IntSet} costs; sets for the others are made when the first one comes. Not
 * thread-safe.
 */
public final class PathSet {

  /** Receives paths in no particular order; may change the set. */
  @FunctionalInterface
  public interface Visitor {
    void visit(int destinationId, int pathId);
  }

  private final IntSet plain = new IntSet();

  /** Destinations by {@link #key} of the path identifier; null until a path has one. */
  private @Nullable IntMap<IntSet> identified;

  /** How many; counted where paths have identifiers. */
  public int size() {
    int size = plain.size();
    if (identified != null) {
      for (int key : identified.keys()) {
        IntSet destinations = identified.get(key);
        size += destinations == null ? 0 : destinations.size();
      }
    }
    return size;
  }

  public boolean contains(int destinationId, int pathId) {
    IntSet destinations = destinations(pathId);
    return destinations != null && destinations.contains(destinationId);
  }

  /** Whether it was not there before. */
  public boolean add(int destinationId, int pathId) {
    return (pathId == Path.NO_ID ? plain : open(pathId)).add(destinationId);
  }

  private IntSet open(int pathId) {
    IntMap<IntSet> all = identified;
    if (all == null) {
      all = new IntMap<>();
      identified = all;
    }
    IntSet present = all.get(key(pathId));
    if (present == null) {
      present = new IntSet();
      all.putIfAbsent(key(pathId), present);
    }
    return present;
  }

  /** Whether it was there. */
  public boolean remove(int destinationId, int pathId) {
    IntSet destinations = destinations(pathId);
    if (destinations == null || !destinations.remove(destinationId)) {
      return false;
    }
    if (pathId != Path.NO_ID && destinations.isEmpty() && identified != null) {
      identified.remove(key(pathId));
    }
    return true;
  }

  private @Nullable IntSet destinations(int pathId) {
    if (pathId == Path.NO_ID) {
      return plain;
    }
    return identified == null ? null : identified.get(key(pathId));
  }

  /** The map takes every int except -1, and there is no set for 0. */
  private static int key(int pathId) {
    return pathId - 1;
  }

  public void forEach(Visitor visitor) {
    for (int destination : plain.toArray()) {
      visitor.visit(destination, Path.NO_ID);
    }
    if (identified != null) {
      for (int key : identified.keys()) {
        IntSet destinations = identified.get(key);
        if (destinations != null) {
          for (int destination : destinations.toArray()) {
            visitor.visit(destination, key + 1);
          }
        }
      }
    }
  }
}
