package io.podspan.bgp.wire;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The table of capabilities that mean something here, one row for each code. A new capability is a
 * new row. {@link Capabilities} keeps all others as octets.
 *
 * @param <V> what a speaker says with this capability
 */
public final class CapabilityType<V> {
  private static final int ANY_LENGTH = -1;

  /**
   * The families whose routes may be exchanged. A speaker without this capability means IPv4
   * unicast (RFC 4760, section 8). Families without a name here are not among them.
   */
  public static final CapabilityType<Set<AddressFamily>> MULTIPROTOCOL =
      new CapabilityType<>(
          1,
          "multiprotocol",
          "RFC 4760",
          4,
          Set.of(AddressFamily.IPV4_UNICAST),
          CapabilityValues::families,
          CapabilityValues::ofFamilies,
          CapabilityValues::common);

  public static final CapabilityType<Boolean> ROUTE_REFRESH = flag(2, "route-refresh", "RFC 2918");

  /** Messages of up to 65535 octets. */
  public static final CapabilityType<Boolean> EXTENDED_MESSAGES =
      flag(6, "extended-messages", "RFC 8654");

  /** How the speaker restarts; empty where it does not announce it (RFC 4724, RFC 8538). */
  public static final CapabilityType<Optional<GracefulRestart>> GRACEFUL_RESTART =
      new CapabilityType<>(
          64,
          "graceful-restart",
          "RFC 4724",
          ANY_LENGTH,
          Optional.empty(),
          GracefulRestartValue::decode,
          GracefulRestartValue::encode,
          (ours, theirs) -> ours.isPresent() ? theirs : Optional.empty());

  /** The AS number of the speaker, and that AS_PATH has four octets per AS. */
  public static final CapabilityType<OptionalLong> FOUR_OCTET_AS =
      new CapabilityType<>(
          65,
          "four-octet-as",
          "RFC 6793",
          4,
          OptionalLong.empty(),
          CapabilityValues::asn,
          CapabilityValues::ofAsn,
          (ours, theirs) -> ours.isPresent() ? theirs : OptionalLong.empty());

  public static final CapabilityType<Boolean> ENHANCED_ROUTE_REFRESH =
      flag(70, "enhanced-route-refresh", "RFC 7313");

  private static final List<CapabilityType<?>> TABLE =
      List.of(
          MULTIPROTOCOL,
          ROUTE_REFRESH,
          EXTENDED_MESSAGES,
          GRACEFUL_RESTART,
          FOUR_OCTET_AS,
          ENHANCED_ROUTE_REFRESH);

  private final int code;
  private final String text;
  private final String rfc;
  private final int length;
  private final V absent;
  private final Function<List<Octets>, V> decode;
  private final Function<V, List<Octets>> encode;
  private final BinaryOperator<V> negotiate;

  /**
   * @param length that RFC 5492 section 5 requires of the value; an OPEN with another length is
   *     malformed
   * @param absent what a speaker means that does not announce it
   * @param decode all values of this code, in the order of the OPEN; at least one
   * @param encode the values to announce; none for what absence means
   * @param negotiate what is used when one side announces the first and the other the second
   */
  private CapabilityType(
      int code,
      String text,
      String rfc,
      int length,
      V absent,
      Function<List<Octets>, V> decode,
      Function<V, List<Octets>> encode,
      BinaryOperator<V> negotiate) {
    this.code = code;
    this.text = text;
    this.rfc = rfc;
    this.length = length;
    this.absent = absent;
    this.decode = decode;
    this.encode = encode;
    this.negotiate = negotiate;
  }

  /** A capability without a value: a speaker has it or not. One that carries octets is ignored. */
  private static CapabilityType<Boolean> flag(int code, String text, String rfc) {
    return new CapabilityType<>(
        code,
        text,
        rfc,
        ANY_LENGTH,
        false,
        CapabilityValues::flag,
        CapabilityValues::ofFlag,
        Boolean::logicalAnd);
  }

  /** The row of a code, null where the code means nothing here. */
  static @Nullable CapabilityType<?> find(int code) {
    for (CapabilityType<?> type : TABLE) {
      if (type.code == code) {
        return type;
      }
    }
    return null;
  }

  /** All rows, ordered by code. */
  public static List<CapabilityType<?>> table() {
    return TABLE;
  }

  public int code() {
    return code;
  }

  /** Its name in logs. */
  public String text() {
    return text;
  }

  public String rfc() {
    return rfc;
  }

  boolean accepts(int valueLength) {
    return length == ANY_LENGTH || length == valueLength;
  }

  V decode(List<Octets> values) {
    return values.isEmpty() ? absent : decode.apply(values);
  }

  List<Octets> encode(V value) {
    return encode.apply(value);
  }

  V negotiate(V ours, V theirs) {
    return negotiate.apply(ours, theirs);
  }

  @Override
  public String toString() {
    return text;
  }
}
