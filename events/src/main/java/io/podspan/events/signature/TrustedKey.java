package io.podspan.events.signature;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** A public key whose signatures count. */
public final class TrustedKey {
  static final String ALGORITHM = "Ed25519";
  private static final String PUBLIC = "PUBLIC KEY";
  private static final int ID_OCTETS = 8;

  private final PublicKey key;
  private final String id;

  TrustedKey(PublicKey key) {
    this.key = key;
    this.id = id(key);
  }

  private static String id(PublicKey key) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(key.getEncoded());
      return HexFormat.of().formatHex(hash, 0, ID_OCTETS);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /**
   * Reads a PEM file.
   *
   * @throws IllegalArgumentException when it holds no Ed25519 public key
   */
  public static TrustedKey parse(String pem) {
    try {
      return new TrustedKey(
          KeyFactory.getInstance(ALGORITHM)
              .generatePublic(new X509EncodedKeySpec(Pem.read(PUBLIC, pem))));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("its public key is not one of Ed25519");
    }
  }

  /** 16 hexadecimal digits, made from the key. */
  public String id() {
    return id;
  }

  byte[] idOctets() {
    return id.getBytes(US_ASCII);
  }

  public String toPem() {
    return Pem.write(PUBLIC, key.getEncoded());
  }

  /** Whether this key has signed exactly this record. */
  boolean signed(String topic, @Nullable String recordKey, Headers headers, byte[] value) {
    try {
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initVerify(key);
      signature.update(SignedRecord.octets(topic, recordKey, headers, value));
      return signature.verify(SignedRecord.header(headers, SignedRecord.SIGNATURE));
    } catch (GeneralSecurityException e) {
      // Octets that cannot be a signature.
      return false;
    }
  }
}
