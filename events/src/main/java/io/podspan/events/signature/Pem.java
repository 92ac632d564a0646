package io.podspan.events.signature;

import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Keys as text, as OpenSSL writes them. */
final class Pem {
  private static final int WIDTH = 64;

  private Pem() {}

  static String write(String label, byte[] der) {
    Base64.Encoder base64 = Base64.getMimeEncoder(WIDTH, new byte[] {'\n'});
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(label, base64.encodeToString(der), label);
  }

  /**
   * The octets of the first block of this label.
   *
   * @throws IllegalArgumentException when there is none; the message holds nothing of the text
   */
  static byte[] read(String label, String text) {
    Matcher block =
        Pattern.compile(
                "-----BEGIN " + label + "-----([A-Za-z0-9+/=\\s]*)-----END " + label + "-----")
            .matcher(text);
    if (!block.find()) {
      throw new IllegalArgumentException("it holds no block '" + label + "'");
    }
    try {
      return Base64.getMimeDecoder().decode(block.group(1));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("its block '" + label + "' is not base64");
    }
  }
}
