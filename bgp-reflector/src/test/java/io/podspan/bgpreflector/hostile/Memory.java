package io.podspan.bgpreflector.hostile;

import io.netty.util.internal.PlatformDependent;
import java.lang.management.ManagementFactory;

/** What this JVM, with the reflector in it, holds on to. */
final class Memory {
  private Memory() {}

  /** Megabytes on the heap after a collection, and in Netty's buffers. */
  static long megabytes() {
    System.gc();
    long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    long buffers = Math.max(0, PlatformDependent.usedDirectMemory());
    return (heap + buffers) >> 20;
  }
}
