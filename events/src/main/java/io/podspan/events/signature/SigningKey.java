package io.podspan.events.signature;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The private key of the one who may write the intent, and the public key that belongs to it. Never
 * shown: it has no text.
 */
public final class SigningKey {
  private static final String PRIVATE = "PRIVATE KEY";

  private final PrivateKey secret;
  private final TrustedKey trusted;

  private SigningKey(PrivateKey secret, TrustedKey trusted) {
    this.secret = secret;
    this.trusted = trusted;
  }

  /** A new pair. */
  public static SigningKey generate() {
    try {
      KeyPair pair = KeyPairGenerator.getInstance(TrustedKey.ALGORITHM).generateKeyPair();
      return new SigningKey(pair.getPrivate(), new TrustedKey(pair.getPublic()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no Ed25519", e);
    }
  }

  /**
   * Reads what {@link #toPem} writes: the private key, and the public key behind it.
   *
   * @throws IOException when the file cannot be read or is something else, without its content
   */
  public static SigningKey read(Path file) throws IOException {
    try {
      String text = Files.readString(file);
      PrivateKey secret =
          KeyFactory.getInstance(TrustedKey.ALGORITHM)
              .generatePrivate(new PKCS8EncodedKeySpec(Pem.read(PRIVATE, text)));
      SigningKey key = new SigningKey(secret, TrustedKey.parse(text));
      key.requirePair();
      return key;
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      String why = e instanceof IllegalArgumentException ? e.getMessage() : "no Ed25519 key";
      throw new IOException(file + " is not a signing key: " + why);
    }
  }

  private void requirePair() {
    ProducerRecord<String, byte[]> record = new ProducerRecord<>("a", "pair", new byte[0]);
    sign(record);
    if (!trusted.signed(record.topic(), record.key(), record.headers(), record.value())) {
      throw new IllegalArgumentException("its public key is of another pair");
    }
  }

  /** The file of it, for the one who signs only. */
  public String toPem() {
    return Pem.write(PRIVATE, secret.getEncoded()) + trusted.toPem();
  }

  public TrustedKey trusted() {
    return trusted;
  }

  /** Adds the id of the key and the signature to the headers of the record. */
  public void sign(ProducerRecord<String, byte[]> record) {
    try {
      Signature signature = Signature.getInstance(TrustedKey.ALGORITHM);
      signature.initSign(secret);
      signature.update(
          SignedRecord.octets(record.topic(), record.key(), record.headers(), record.value()));
      record
          .headers()
          .remove(SignedRecord.KEY)
          .remove(SignedRecord.SIGNATURE)
          .add(SignedRecord.KEY, trusted.idOctets())
          .add(SignedRecord.SIGNATURE, signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the record cannot be signed", e);
    }
  }
}
