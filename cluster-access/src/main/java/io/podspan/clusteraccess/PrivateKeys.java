package io.podspan.clusteraccess;

import io.podspan.clusteraccess.Der.Element;
import io.podspan.clusteraccess.Pem.Block;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Private keys in the forms that kubectl takes: PKCS#8 (RFC 5958) of RSA, EC and EdDSA, PKCS#1 (RFC
 * 8017) of RSA, SEC1 (RFC 5915) of EC with or without EC PARAMETERS before it.
 */
final class PrivateKeys {
  private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA", "RSASSA-PSS");
  private static final byte[] VERSION_0 = HexFormat.of().parseHex("020100");
  private static final byte[] RSA_ENCRYPTION =
      HexFormat.of().parseHex("300d06092a864886f70d0101010500");
  private static final byte[] EC_PUBLIC_KEY = HexFormat.of().parseHex("06072a8648ce3d0201");

  /** The tag of the curve in an ECPrivateKey. */
  private static final int EC_PARAMETERS = 0xA0;

  private PrivateKeys() {}

  /** Whether the content of this block is encrypted. */
  static boolean isEncrypted(Block key) {
    return key.encrypted() || key.label().equals("ENCRYPTED PRIVATE KEY");
  }

  /**
   * The key in a block; empty if it cannot be read.
   *
   * @param all the blocks of the same text; EC PARAMETERS may be among them
   */
  static Optional<PrivateKey> read(Block key, List<Block> all) {
    try {
      return switch (key.label()) {
        case "RSA PRIVATE KEY" -> ofPkcs8(pkcs8(RSA_ENCRYPTION, key.content()));
        case "EC PRIVATE KEY" ->
            ofPkcs8(
                pkcs8(Der.element(Der.SEQUENCE, EC_PUBLIC_KEY, curve(key, all)), key.content()));
        default -> ofPkcs8(key.content());
      };
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static byte[] pkcs8(byte[] algorithm, byte[] key) {
    return Der.element(Der.SEQUENCE, VERSION_0, algorithm, Der.element(Der.OCTET_STRING, key));
  }

  /** The object identifier of the curve, as an element. */
  private static byte[] curve(Block key, List<Block> all) {
    List<Element> outer = Der.elements(key.content());
    if (outer.size() == 1 && outer.getFirst().tag() == Der.SEQUENCE) {
      for (Element part : Der.elements(outer.getFirst().content())) {
        if (part.tag() == EC_PARAMETERS) {
          return part.content();
        }
      }
    }
    return all.stream()
        .filter(block -> block.label().equals("EC PARAMETERS"))
        .map(Block::content)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no curve is named"));
  }

  private static Optional<PrivateKey> ofPkcs8(byte[] encoded) {
    for (String algorithm : ALGORITHMS) {
      try {
        return Optional.of(
            KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded)));
      } catch (GeneralSecurityException e) {
        // It is a key of another algorithm, or no key.
      }
    }
    return Optional.empty();
  }
}
