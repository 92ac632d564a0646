package io.podspan.cli.images;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podspan.cli.api.Api;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * One image as a tar: the OCI image layout, which {@code ctr images import} reads, with the {@code
 * manifest.json} that {@code docker load} reads. Both name the same blobs.
 */
final class Archive {
  private static final String BLOBS = "blobs/sha256/";
  private static final String OCI = "application/vnd.oci.image.";

  private Archive() {}

  /**
   * @param name such as {@code podspan/console:0.1.0}
   * @param config the image's configuration, without its layers
   */
  static void write(Path file, String name, ObjectNode config, List<Blob> layers)
      throws IOException {
    byte[] configuration = bytes(withLayers(config, layers));
    byte[] manifest = bytes(manifest(configuration, layers));
    try (var tar =
        new TarArchiveOutputStream(
            new BufferedOutputStream(Files.newOutputStream(file), 1 << 16), "UTF-8")) {
      tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
      put(tar, "oci-layout", bytes(Api.JSON.createObjectNode().put("imageLayoutVersion", "1.0.0")));
      put(tar, "index.json", bytes(index(name, manifest)));
      put(
          tar,
          "manifest.json",
          Api.JSON.writeValueAsBytes(dockerManifest(name, configuration, layers)));
      put(tar, BLOBS + digest(configuration), configuration);
      put(tar, BLOBS + digest(manifest), manifest);
      Set<String> written = new LinkedHashSet<>();
      for (Blob layer : layers) {
        if (written.add(layer.digest())) {
          tar.putArchiveEntry(entry(BLOBS + layer.digest(), layer.size()));
          Files.copy(layer.file(), tar);
          tar.closeArchiveEntry();
        }
      }
    }
  }

  private static ObjectNode withLayers(ObjectNode config, List<Blob> layers) {
    ObjectNode complete = config.deepCopy();
    ArrayNode contents = complete.putObject("rootfs").put("type", "layers").putArray("diff_ids");
    layers.forEach(layer -> contents.add("sha256:" + layer.content()));
    return complete;
  }

  private static ObjectNode manifest(byte[] configuration, List<Blob> layers) {
    ObjectNode manifest =
        Api.JSON
            .createObjectNode()
            .put("schemaVersion", 2)
            .put("mediaType", OCI + "manifest.v1+json");
    describe(
        manifest.putObject("config"),
        "config.v1+json",
        digest(configuration),
        configuration.length);
    ArrayNode list = manifest.putArray("layers");
    layers.forEach(
        layer -> describe(list.addObject(), "layer.v1.tar+gzip", layer.digest(), layer.size()));
    return manifest;
  }

  private static ObjectNode index(String name, byte[] manifest) {
    ObjectNode index =
        Api.JSON.createObjectNode().put("schemaVersion", 2).put("mediaType", OCI + "index.v1+json");
    ObjectNode only = index.putArray("manifests").addObject();
    describe(only, "manifest.v1+json", digest(manifest), manifest.length);
    only.putObject("annotations")
        .put("io.containerd.image.name", "docker.io/" + name)
        .put("org.opencontainers.image.ref.name", name.substring(name.indexOf(':') + 1));
    return index;
  }

  private static ArrayNode dockerManifest(String name, byte[] configuration, List<Blob> layers) {
    ArrayNode manifest = Api.JSON.createArrayNode();
    ObjectNode only = manifest.addObject().put("Config", BLOBS + digest(configuration));
    only.putArray("RepoTags").add(name);
    ArrayNode list = only.putArray("Layers");
    layers.forEach(layer -> list.add(BLOBS + layer.digest()));
    return manifest;
  }

  private static void describe(ObjectNode node, String type, String digest, long size) {
    node.put("mediaType", OCI + type).put("digest", "sha256:" + digest).put("size", size);
  }

  private static byte[] bytes(ObjectNode node) {
    return node.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static String digest(byte[] content) {
    MessageDigest digest = Layer.sha256();
    digest.update(content);
    return Layer.hex(digest);
  }

  private static void put(TarArchiveOutputStream tar, String name, byte[] content)
      throws IOException {
    tar.putArchiveEntry(entry(name, content.length));
    tar.write(content);
    tar.closeArchiveEntry();
  }

  private static TarArchiveEntry entry(String name, long size) {
    TarArchiveEntry entry = new TarArchiveEntry(name);
    entry.setModTime(FixedTime.FILE_TIME);
    entry.setMode(0644);
    entry.setSize(size);
    return entry;
  }
}
