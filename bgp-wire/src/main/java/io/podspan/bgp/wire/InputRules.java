package io.podspan.bgp.wire;

/**
 * How strictly the messages of one peer are read.
 *
 * @param internal whether the peer is in our AS
 * @param maxAsPath in AS numbers; routes with a longer AS_PATH are treated as withdrawn
 * @param attributes which attributes are taken
 * @param enhancedRefresh whether the peer has announced enhanced route refresh. Only then does RFC
 *     7313 define the error for a ROUTE-REFRESH of a wrong length
 */
public record InputRules(
    boolean internal, int maxAsPath, AttributeRules attributes, boolean enhancedRefresh) {

  /** The longest accepted AS_PATH, in AS numbers, unless the caller says otherwise. */
  public static final int MAX_AS_PATH = 1000;

  /** With {@link #MAX_AS_PATH}. */
  public InputRules(boolean internal, AttributeRules attributes, boolean enhancedRefresh) {
    this(internal, MAX_AS_PATH, attributes, enhancedRefresh);
  }

  /** Takes everything that has a valid form: for those who observe and pass nothing on. */
  public static InputRules lenient(boolean internal) {
    return new InputRules(internal, new AttributeRules(UnknownAttributes.PASS, true), true);
  }

  InputRules withMaxAsPath(int max) {
    return new InputRules(internal, max, attributes, enhancedRefresh);
  }

  UnknownAttributes unknown() {
    return attributes.unknown();
  }

  boolean asSets() {
    return attributes.asSets();
  }
}
