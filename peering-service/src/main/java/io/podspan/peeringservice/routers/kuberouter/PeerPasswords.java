package io.podspan.peeringservice.routers.kuberouter;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.podspan.peeringservice.kubernetes.RouterSecrets;
import io.podspan.peeringservice.peering.router.BgpKeys;
import io.podspan.peeringservice.peering.router.Caution;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The file of passwords that kube-router reads: one for each peer, in the order of the peers, in
 * base64, with commas between them, and nothing for a peer without one. It comes from a Secret of
 * ours, or from one of the cluster's operator, who writes the whole file then. Here is which key
 * belongs to which peer, and no key. It is part of a stored document: add components, do not rename
 * them.
 *
 * <p>The Secret's name follows from the peers and the names of their key files. So other peers have
 * another Secret, and pods that are not renewed yet, or restart after a rollback, find theirs.
 *
 * @param secret its name; empty if no peer has a key
 * @param keyFiles for each peer in order; empty for none, {@link #OF_OPERATOR} and a name where the
 *     Secret is the operator's
 * @param annotation which address has which key file, as it is kept on the DaemonSet
 */
record PeerPasswords(String secret, List<String> keyFiles, String annotation) {
  static final PeerPasswords NONE = new PeerPasswords("", List.of(), "");

  /** On the DaemonSet, not on its pods: which key file each peer of ours has. */
  static final String ANNOTATION = "podspan.io/bgp-key-files";

  /**
   * On the DaemonSet, written by its owner alone: a Secret that Podspan may mount. Without a word
   * of the owner, whoever has Podspan's account could bring any Secret into a router's pod.
   */
  static final String LENT = "podspan.io/bgp-secret";

  /** The volume, which has the Secret's name in it. */
  static final String VOLUME = "podspan-bgp-passwords";

  static final String MOUNT_PATH = "/etc/podspan-bgp";

  /** The key in the Secret, and so the name of the file. */
  static final String FIELD = "passwords";

  static final String FILE = MOUNT_PATH + "/" + FIELD;

  /** Before the name of a Secret, in the place of a key file. No file's name has a colon. */
  static final String OF_OPERATOR = "secret:";

  private static final int DIGITS = 12;

  PeerPasswords {
    keyFiles = List.copyOf(keyFiles);
  }

  /**
   * @throws UnusablePeersException where peers have keys of different Secrets: kube-router reads
   *     one file
   */
  static PeerPasswords of(List<ConfiguredPeer> peers) {
    if (peers.stream().allMatch(peer -> peer.keyFile().isEmpty())) {
      return NONE;
    }
    return new PeerPasswords(
        operators(peers).orElseGet(() -> RouterSecrets.PREFIX + digest(peers)),
        peers.stream().map(ConfiguredPeer::keyFile).toList(),
        peers.stream()
            .filter(peer -> !peer.keyFile().isEmpty())
            .map(peer -> peer.ip() + "=" + peer.keyFile())
            .sorted()
            .collect(Collectors.joining(",")));
  }

  private static Optional<String> operators(List<ConfiguredPeer> peers) {
    List<String> all =
        peers.stream()
            .map(ConfiguredPeer::keyFile)
            .filter(key -> !key.isEmpty())
            .distinct()
            .toList();
    if (all.stream().noneMatch(key -> key.startsWith(OF_OPERATOR))) {
      return Optional.empty();
    }
    if (all.size() > 1) {
      throw new UnusablePeersException(
          "kube-router reads the passwords of all peers from one file, and the reflectors have "
              + String.join(" and ", all)
              + ": give them the same authSecretRef, or a keyFile each and none");
    }
    return Optional.of(all.getFirst().substring(OF_OPERATOR.length()));
  }

  /** What the annotation says: key files by addresses. What is no such pair is left out. */
  static SortedMap<String, String> byAddress(String annotation) {
    SortedMap<String, String> files = new TreeMap<>();
    for (String pair : annotation.split(",")) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        files.put(pair.substring(0, equals), pair.substring(equals + 1));
      }
    }
    return files;
  }

  private static String digest(List<ConfiguredPeer> peers) {
    String text =
        peers.stream()
            .map(peer -> peer.ip() + " " + peer.port() + " " + peer.keyFile())
            .collect(Collectors.joining("\n"));
    try {
      byte[] all = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      return HexFormat.of().formatHex(all).substring(0, DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Whether Podspan writes the Secret, and takes it away. */
  boolean ours() {
    return secret.startsWith(RouterSecrets.PREFIX);
  }

  /** What the operator's Secret has to have: one password too few, and kube-router stops. */
  Caution caution(String namespace, List<ConfiguredPeer> peers) {
    List<String> order = new ArrayList<>();
    for (int i = 0; i < keyFiles.size(); i++) {
      order.add(peers.get(i).ip() + (keyFiles.get(i).isEmpty() ? " (none)" : ""));
    }
    return new Caution(
        "kube-router-secret-file",
        "kube-router reads the passwords of all of its peers from the entry "
            + FIELD
            + " of the Secret "
            + namespace
            + "/"
            + secret
            + ", which Podspan neither reads nor writes. A pod with another number of passwords does"
            + " not start.",
        "Have there, in this order, the base64 of each peer's password, with commas between them and"
            + " nothing where there is none: "
            + String.join(", ", order)
            + ".");
  }

  boolean isNone() {
    return secret.isEmpty();
  }

  /** The same in another Secret: the one that is mounted. */
  PeerPasswords in(String mounted) {
    return new PeerPasswords(mounted, keyFiles, annotation);
  }

  /**
   * What the file has.
   *
   * @throws io.podspan.peeringservice.peering.router.UnusableKeyException when a key cannot be read
   */
  String content(BgpKeys keys) {
    return keyFiles.stream()
        .map(file -> file.isEmpty() ? "" : base64(keys.read(file).text()))
        .collect(Collectors.joining(","));
  }

  private static String base64(String key) {
    return Base64.getEncoder().encodeToString(key.getBytes(UTF_8));
  }

  /** For people, in the folder of the key files: makes the Secret, and shows no key. */
  String command(String namespace) {
    List<String> prints = new ArrayList<>();
    for (int i = 0; i < keyFiles.size(); i++) {
      if (i > 0) {
        prints.add("printf ,");
      }
      if (!keyFiles.get(i).isEmpty()) {
        prints.add("tr -d '\\r\\n' < " + keyFiles.get(i) + " | base64 | tr -d '\\n'");
      }
    }
    return RouterSecrets.commandToWrite(
        namespace, secret, FIELD, "{ " + String.join("; ", prints) + "; }");
  }
}
