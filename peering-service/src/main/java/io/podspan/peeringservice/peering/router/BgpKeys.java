package io.podspan.peeringservice.peering.router;

/** The keys of BGP sessions, by the names of their files in the credentials folder. Port. */
public interface BgpKeys {
  /**
   * @throws UnusableKeyException when the file cannot be read, or has no key that Linux takes
   */
  BgpKey read(String keyFile);
}
