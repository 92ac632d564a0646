package io.podspan.bgpreflector.wire;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A list of {@link Prefix#packed() packed} prefixes as an UPDATE carries them (RFC 4271, section
 * 4.3).
 */
public final class Nlri {
  public static final Nlri NONE = new Nlri(new long[0]);

  private final long[] packed;

  private Nlri(long[] packed) {
    this.packed = packed;
  }

  public static Nlri of(long... packed) {
    return packed.length == 0 ? NONE : new Nlri(packed.clone());
  }

  public static Nlri of(Prefix... prefixes) {
    return of(Arrays.stream(prefixes).mapToLong(Prefix::packed).toArray());
  }

  /**
   * Reads the whole slice. Null when a length exceeds 32 or a prefix runs over the end; host bits
   * are dropped.
   */
  static @Nullable Nlri read(ByteBuf slice) {
    long[] found = new long[slice.readableBytes()];
    int count = 0;
    while (slice.isReadable()) {
      int length = slice.readUnsignedByte();
      int octets = (length + 7) / 8;
      if (length > 32 || octets > slice.readableBytes()) {
        return null;
      }
      int address = 0;
      for (int i = 0; i < octets; i++) {
        address |= slice.readUnsignedByte() << (24 - 8 * i);
      }
      found[count++] = Prefix.pack(address, length);
    }
    return count == 0 ? NONE : new Nlri(Arrays.copyOf(found, count));
  }

  public static void write(ByteBuf out, long packed) {
    int length = Prefix.lengthOf(packed);
    int address = Prefix.addressOf(packed);
    out.writeByte(length);
    for (int i = 0; i < (length + 7) / 8; i++) {
      out.writeByte(address >>> (24 - 8 * i));
    }
  }

  /** Octets that {@link #write} takes for this prefix. */
  public static int encodedLength(long packed) {
    return 1 + (Prefix.lengthOf(packed) + 7) / 8;
  }

  public int size() {
    return packed.length;
  }

  public boolean isEmpty() {
    return packed.length == 0;
  }

  public long at(int index) {
    return packed[index];
  }

  Nlri with(Nlri more) {
    if (more.isEmpty()) {
      return this;
    }
    long[] all = Arrays.copyOf(packed, packed.length + more.packed.length);
    System.arraycopy(more.packed, 0, all, packed.length, more.packed.length);
    return new Nlri(all);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Nlri that && Arrays.equals(packed, that.packed);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(packed);
  }

  @Override
  public String toString() {
    return Arrays.stream(packed)
        .mapToObj(Prefix::format)
        .collect(Collectors.joining(" ", "[", "]"));
  }
}
