package io.podspan.clusteraccess;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The blocks of a PEM text (RFC 7468, and RFC 1421 for the headers of encrypted keys). Text between
 * blocks is skipped, as OpenSSL and Go do. Lines may end with CR LF.
 */
final class Pem {
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,64})-----(.*?)-----END \\1-----", Pattern.DOTALL);
  private static final Pattern HEADER = Pattern.compile("(?m)^[A-Za-z][A-Za-z0-9-]*:.*$");

  private Pem() {}

  /**
   * @param encrypted whether its headers say that the content is encrypted
   * @param content the decoded bytes; empty if they are not base64
   */
  record Block(String label, boolean encrypted, byte[] content) {
    boolean isCertificate() {
      return label.equals("CERTIFICATE")
          || label.equals("X509 CERTIFICATE")
          || label.equals("TRUSTED CERTIFICATE");
    }

    boolean isPrivateKey() {
      return label.equals("PRIVATE KEY") || label.endsWith(" PRIVATE KEY");
    }

    /** Without the content, which may be a key. */
    @Override
    public String toString() {
      return "Block[" + label + "]";
    }
  }

  static List<Block> blocks(String text) {
    List<Block> blocks = new ArrayList<>();
    Matcher found = BLOCK.matcher(text);
    while (found.find()) {
      String body = found.group(2);
      blocks.add(new Block(found.group(1), body.contains("ENCRYPTED"), decoded(body)));
    }
    return List.copyOf(blocks);
  }

  private static byte[] decoded(String body) {
    try {
      String base64 = HEADER.matcher(body).replaceAll("").replaceAll("\\s", "");
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }
}
