package io.podspan.bgpreflector.rib;

import java.util.concurrent.atomic.AtomicInteger;

/** Odd numbers that have nothing to do with each other, for hash tables of ints. */
final class Multipliers {
  private static final AtomicInteger COUNT = new AtomicInteger();

  private Multipliers() {}

  static int next() {
    int mixed = COUNT.incrementAndGet() * 0x9E3779B9;
    mixed = (mixed ^ mixed >>> 16) * 0x85EBCA6B;
    mixed = (mixed ^ mixed >>> 13) * 0xC2B2AE35;
    return (mixed ^ mixed >>> 16) | 1;
  }
}
