package io.podspan.addresses;

import java.util.Optional;

/** Says why a text is refused, for people. Only called after parsing failed. */
final class Refusal {
  private static final int LONGEST_QUOTE = 80;

  private Refusal() {}

  static String ofAddress(String text) {
    return addressFault(text)
        .orElse(quoted(text) + " is not an IP address such as 192.0.2.1 or 2001:db8::1");
  }

  static String ofIpv4(String text) {
    return (text.length() > Ipv4Address.LONGEST ? Optional.<String>empty() : octetFault(text))
        .orElse(quoted(text) + " is not an IPv4 address such as 192.0.2.1");
  }

  static String ofPrefix(String text) {
    int slash = text.indexOf('/');
    if (text.length() > Prefix.LONGEST) {
      return notAPrefix(text);
    }
    if (slash < 0) {
      return IpAddress.parse(text).isPresent()
          ? text + " is an address without a prefix length such as /" + exampleLength(text)
          : notAPrefix(text);
    }
    String left = text.substring(0, slash);
    Optional<IpAddress> address = IpAddress.parse(left);
    return address.isEmpty()
        ? addressFault(left).orElse(notAPrefix(text))
        : lengthFault(text, address.get(), Prefix.length(text, slash + 1));
  }

  private static String lengthFault(String text, IpAddress address, int length) {
    IpFamily family = address.family();
    if (length < 0 || length > family.bits()) {
      return quoted(text) + ": the length of an " + family + " prefix is 0 to " + family.bits();
    }
    return text
        + " has bits set after its length; did you mean "
        + Prefix.of(address, length)
        + "?";
  }

  private static String notAPrefix(String text) {
    return quoted(text) + " is not an IP prefix such as 10.1.0.0/16 or 2001:db8::/32";
  }

  private static int exampleLength(String text) {
    return text.indexOf(':') < 0 ? 24 : 64;
  }

  private static Optional<String> addressFault(String text) {
    if (text.length() > IpAddress.LONGEST) {
      return Optional.empty();
    }
    if (text.indexOf('/') >= 0) {
      return Optional.of(quoted(text) + " is a prefix; an IP address has no /length");
    }
    if (text.indexOf(':') >= 0 && text.indexOf('%') >= 0) {
      return Optional.of(quoted(text) + " has a zone; give the address without % and zone");
    }
    return octetFault(text);
  }

  /** Four decimal numbers, one of them wrong. */
  private static Optional<String> octetFault(String text) {
    String[] parts = text.split("\\.", -1);
    if (parts.length != 4) {
      return Optional.empty();
    }
    for (String part : parts) {
      if (part.isEmpty() || !part.chars().allMatch(c -> c >= '0' && c <= '9')) {
        return Optional.empty();
      }
    }
    for (String part : parts) {
      if (part.length() > 1 && part.charAt(0) == '0') {
        return Optional.of(quoted(text) + ": the number " + part + " has a leading zero");
      }
      if (part.length() > 3 || Integer.parseInt(part) > 255) {
        return Optional.of(quoted(text) + ": the number " + part + " is larger than 255");
      }
    }
    return Optional.empty();
  }

  /** Foreign text in quotes: printable and not long. */
  private static String quoted(String text) {
    boolean cut = text.length() > LONGEST_QUOTE;
    StringBuilder out = new StringBuilder(LONGEST_QUOTE + 5).append('"');
    for (int i = 0; i < (cut ? LONGEST_QUOTE : text.length()); i++) {
      char c = text.charAt(i);
      out.append(c >= ' ' && c <= '~' ? c : '?');
    }
    return out.append(cut ? "...\"" : "\"").toString();
  }
}
