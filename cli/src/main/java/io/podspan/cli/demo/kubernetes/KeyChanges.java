package io.podspan.cli.demo.kubernetes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podspan.cli.api.Api;
import io.podspan.cli.api.ProblemException;
import io.podspan.cli.demo.Demo;
import io.podspan.lab.network.LabException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The key of the sessions becomes another one, while pods of both clusters ping each other. The
 * clusters are joined anew for it, because no key is added to a reflector that nodes peer with.
 */
final class KeyChanges {
  private static final String FORMER = "demo-former.key";
  private static final String NEXT = "demo-next.key";
  private static final String INTERCONNECT = "/api/v1/interconnects/" + Demo.INTERCONNECT;

  private final Scene scene;
  private final int peers;

  /**
   * @param peers how many nodes have a session with the reflector
   */
  KeyChanges(Scene scene, int peers) {
    this.scene = scene;
    this.peers = peers;
  }

  /** In their order. */
  List<Stage> stages() {
    return List.of(
        Stage.of("the clusters are joined anew, with a key", this::joinWithKey),
        Stage.of("the reflector takes a second key", this::takeBoth),
        Stage.of("the routers get the next key", this::changeKeys));
  }

  private Figure joinWithKey() throws InterruptedException {
    Instant from = Instant.now();
    scene.peering().delete(INTERCONNECT);
    if (Until.so(from, scene.patience(), () -> !scene.declared(Demo.INTERCONNECT)).isEmpty()) {
      return Figure.bad("the clusters were parted", "the interconnect is there still");
    }
    writeKey(FORMER);
    writeKey(NEXT);
    scene.peering().post("/api/v1/reflectors", reflector());
    ObjectNode body = names().put("name", Demo.INTERCONNECT);
    body.set("clusters", Api.JSON.valueToTree(scene.clusters()));
    scene.peering().post("/api/v1/interconnects", body);
    Optional<Duration> joined =
        Until.so(from, scene.patience(), () -> isReady() && scene.established() == peers);
    return joined.isEmpty()
        ? Figure.bad("the clusters were joined anew, with a key", "they are not Ready")
        : Figure.good(
            "the clusters were parted, and joined anew with a key, in "
                + Scene.seconds(joined.get()));
  }

  private ObjectNode reflector() {
    return keyFile(FORMER)
        .put("name", scene.at().name())
        .put("address", scene.at().address())
        .put("port", scene.at().port())
        .put("asn", scene.at().asn());
  }

  private ObjectNode names() {
    ObjectNode body = Api.JSON.createObjectNode();
    body.putArray("reflectors").add(scene.at().name());
    return body;
  }

  private void writeKey(String name) {
    byte[] key = new byte[16];
    RandomGenerator.of("SecureRandom").nextBytes(key);
    writeKey(scene.machine().folder().credentials().resolve(name), HexFormat.of().formatHex(key));
  }

  /** A demo before may have left one in a folder that is kept. */
  static void writeKey(Path file, String key) {
    try {
      Files.deleteIfExists(file);
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(file, key);
    } catch (IOException e) {
      throw new LabException("the key file " + file + " cannot be made: " + e.getMessage(), e);
    }
  }

  private boolean isReady() {
    return scene.condition("Ready").equals("True");
  }

  /** Steps in a wrong order are refused, and the right one ends no session. */
  private Figure takeBoth() throws InterruptedException {
    String what = "the reflector took a second key beside the first one";
    if (!isRefused(keyFile(NEXT))) {
      return Figure.bad(what, "the only key became another one while nodes have it");
    }
    Instant from = Instant.now();
    Figure figure =
        UnderTraffic.between(scene, scene.one(), scene.other())
            .measure(
                what,
                "sessions",
                new UnderTraffic.Happening() {
                  @Override
                  public void begin() {
                    patch(keyFile(NEXT).put("formerKeyFile", FORMER));
                  }

                  @Override
                  public boolean over(Instant since) {
                    return scene.established() == peers;
                  }
                });
    if (!isRefused(noFormer())) {
      return Figure.bad(what, "the former key was taken away while nodes have it");
    }
    return kept(figure, from);
  }

  private Figure changeKeys() throws InterruptedException {
    LastStep last = new LastStep();
    Figure figure =
        UnderTraffic.between(scene, scene.one(), scene.other())
            .measure("the routers of " + peers + " nodes got the next key", "Ready=True", last);
    return figure.holds() ? kept(figure, last.taken) : figure;
  }

  /** Names the reflector again; when all nodes have the next key, takes the former one away. */
  private final class LastStep implements UnderTraffic.Happening {
    private Instant taken = Instant.MAX;

    @Override
    public void begin() {
      scene.peering().patch(INTERCONNECT, names());
    }

    @Override
    public boolean over(Instant since) {
      if (scene.establishedSince(since) != peers || !isReady()) {
        return false;
      }
      taken = Instant.now();
      patch(noFormer());
      return true;
    }
  }

  /** Unless a session is gone, or has begun since then. */
  private Figure kept(Figure figure, Instant since) {
    long began = scene.establishedSince(since);
    return !figure.holds() || (began == 0 && scene.established() == peers)
        ? figure
        : Figure.bad(
            figure.what(),
            began + " sessions began anew, and " + scene.established() + " are Established");
  }

  private boolean isRefused(ObjectNode patch) {
    try {
      patch(patch);
      return false;
    } catch (ProblemException e) {
      return e.status() == 409;
    }
  }

  private void patch(ObjectNode patch) {
    scene.peering().patch("/api/v1/reflectors/" + scene.at().name(), patch);
  }

  private static ObjectNode keyFile(String name) {
    return Api.JSON.createObjectNode().put("keyFile", name);
  }

  private static ObjectNode noFormer() {
    return Api.JSON.createObjectNode().putNull("formerKeyFile");
  }
}
