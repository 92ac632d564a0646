package io.podspan.bgpreflector.wire;

import io.netty.buffer.ByteBuf;
import io.podspan.bgpreflector.wire.AttributeTable.Flags;
import io.podspan.bgpreflector.wire.UpdateFault.DiscardAttribute;
import io.podspan.bgpreflector.wire.UpdateFault.ResetSession;
import io.podspan.bgpreflector.wire.UpdateFault.TreatAsWithdraw;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * The path attributes of one UPDATE: what is sound goes to the builder, what is not becomes a
 * fault. Single use.
 */
final class AttributesDecoder {
  private static final int NO_CODE = 0;

  private final WireOptions options;
  private final boolean internal;
  private final AttributesBuilder builder = new AttributesBuilder();
  private final List<UpdateFault> faults = new ArrayList<>(0);
  private final BitSet seen = new BitSet(33);
  private Nlri mpAnnounced = Nlri.NONE;
  private Nlri mpWithdrawn = Nlri.NONE;
  private boolean mpReach;

  AttributesDecoder(WireOptions options, boolean internal) {
    this.options = options;
    this.internal = internal;
  }

  List<UpdateFault> faults() {
    return faults;
  }

  Nlri mpAnnounced() {
    return mpAnnounced;
  }

  Nlri mpWithdrawn() {
    return mpWithdrawn;
  }

  boolean hasMpReach() {
    return mpReach;
  }

  PathAttributes build() {
    return builder.build();
  }

  void decode(ByteBuf field) {
    while (field.isReadable()) {
      if (!attribute(field)) {
        // RFC 7606, section 4: the rest cannot be told apart, but the NLRI can, by the total
        // length.
        withdraw(NO_CODE, "an attribute runs over the end");
        return;
      }
    }
  }

  /** RFC 7606, section 3(d). */
  void requireMandatory() {
    require(AttributeTable.ORIGIN);
    require(AttributeTable.AS_PATH);
  }

  void requireNextHop() {
    require(AttributeTable.NEXT_HOP);
  }

  private void require(AttributeTable row) {
    if (!builder.has(row)) {
      withdraw(row.code(), row + " is missing");
    }
  }

  private boolean attribute(ByteBuf field) {
    if (field.readableBytes() < 3) {
      return false;
    }
    int flags = field.readUnsignedByte();
    int code = field.readUnsignedByte();
    boolean extended = (flags & Flags.EXTENDED_LENGTH) != 0;
    if (extended && field.readableBytes() < 2) {
      return false;
    }
    int length = extended ? field.readUnsignedShort() : field.readUnsignedByte();
    if (length > field.readableBytes()) {
      return false;
    }
    byte[] value = new byte[length];
    field.readBytes(value);
    if (seen.get(code)) {
      duplicate(code);
    } else {
      seen.set(code);
      AttributeTable row = AttributeTable.row(code);
      if (row == null) {
        unknown(code, flags, value);
      } else {
        known(row, flags, value);
      }
    }
    return true;
  }

  /** RFC 7606, section 3(g): the first one counts. */
  private void duplicate(int code) {
    if (code == AttributeTable.MP_REACH_NLRI.code()
        || code == AttributeTable.MP_UNREACH_NLRI.code()) {
      reset(code, "more than one " + AttributeTable.row(code));
    } else {
      faults.add(new DiscardAttribute(code, "duplicate attribute " + code));
    }
  }

  /**
   * RFC 4271, section 5: keep and mark what is optional and transitive, drop what is only optional.
   */
  private void unknown(int code, int flags, byte[] value) {
    if ((flags & Flags.OPTIONAL) == 0) {
      withdraw(code, "unknown well-known attribute " + code);
    } else if ((flags & Flags.TRANSITIVE) != 0) {
      builder.put(code, Flags.OPTIONAL_TRANSITIVE | Flags.PARTIAL, value);
    }
  }

  private void known(AttributeTable row, int flags, byte[] value) {
    if (!internal && row.internalOnly()) {
      faults.add(new DiscardAttribute(row.code(), row + " from another AS"));
      return;
    }
    if (!row.flagsFit(flags)) {
      withdraw(row.code(), row + " with flags 0x" + Integer.toHexString(flags));
      return;
    }
    switch (row) {
      case AS_PATH -> asPath(value);
      case AGGREGATOR -> aggregator(flags, value);
      case MP_REACH_NLRI -> mpReach(value);
      case MP_UNREACH_NLRI -> mpUnreach(value);
      // RFC 6793, section 4.1: between speakers that know four octets these mean nothing; older
      // ones' are
      // not merged, so that a path with AS_TRANS stays as it came.
      case AS4_PATH, AS4_AGGREGATOR ->
          faults.add(new DiscardAttribute(row.code(), row + " not used"));
      case ORIGIN,
          NEXT_HOP,
          MULTI_EXIT_DISC,
          LOCAL_PREF,
          ATOMIC_AGGREGATE,
          COMMUNITIES,
          ORIGINATOR_ID,
          CLUSTER_LIST,
          EXTENDED_COMMUNITIES,
          LARGE_COMMUNITIES ->
          plain(row, flags, value);
    }
  }

  private void plain(AttributeTable row, int flags, byte[] value) {
    if (row.accepts(value)) {
      builder.put(row.code(), flags, value);
    } else {
      fault(row, row + " of " + value.length + " octets is not valid");
    }
  }

  private void asPath(byte[] value) {
    int width = options.fourOctetAs() ? 4 : 2;
    if (AsPath.isWellFormed(value, width)) {
      builder.put(AttributeTable.AS_PATH, width == 4 ? value : AsPath.widen(value));
    } else {
      fault(AttributeTable.AS_PATH, "AS_PATH is malformed");
    }
  }

  private void aggregator(int flags, byte[] value) {
    int code = AttributeTable.AGGREGATOR.code();
    if (value.length != (options.fourOctetAs() ? 8 : 6)) {
      fault(AttributeTable.AGGREGATOR, "AGGREGATOR of " + value.length + " octets");
    } else {
      builder.put(code, flags, options.fourOctetAs() ? value : Aggregator.widen(value));
    }
  }

  private void mpReach(byte[] value) {
    switch (MultiprotocolNlri.reach(value)) {
      case MultiprotocolNlri.Bad(String why) -> reset(AttributeTable.MP_REACH_NLRI.code(), why);
      case MultiprotocolNlri.OtherFamily _ -> {}
      case MultiprotocolNlri.Withdrawn _ -> {}
      case MultiprotocolNlri.Reachable(byte[] nextHop, Nlri nlri) -> {
        mpReach = true;
        mpAnnounced = nlri;
        // A NEXT_HOP attribute beside it is ignored (RFC 4760, section 3), wherever it stands.
        seen.set(AttributeTable.NEXT_HOP.code());
        builder.remove(AttributeTable.NEXT_HOP);
        plain(AttributeTable.NEXT_HOP, AttributeTable.NEXT_HOP.flags(), nextHop);
      }
    }
  }

  private void mpUnreach(byte[] value) {
    switch (MultiprotocolNlri.unreach(value)) {
      case MultiprotocolNlri.Bad(String why) -> reset(AttributeTable.MP_UNREACH_NLRI.code(), why);
      case MultiprotocolNlri.OtherFamily _ -> {}
      case MultiprotocolNlri.Reachable _ -> {}
      case MultiprotocolNlri.Withdrawn(Nlri nlri) -> mpWithdrawn = nlri;
    }
  }

  private void fault(AttributeTable row, String why) {
    switch (row.onFault()) {
      case DISCARD -> faults.add(new DiscardAttribute(row.code(), why));
      case WITHDRAW -> withdraw(row.code(), why);
      case RESET -> reset(row.code(), why);
    }
  }

  private void withdraw(int code, String why) {
    faults.add(new TreatAsWithdraw(code, why));
  }

  private void reset(int code, String why) {
    faults.add(
        new ResetSession(code, Malformed.of(NotificationCode.MALFORMED_ATTRIBUTE_LIST, why)));
  }
}
