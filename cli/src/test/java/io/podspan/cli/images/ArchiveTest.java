package io.podspan.cli.images;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.podspan.cli.api.Api;
import io.podspan.cli.machine.Service;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveTest {
  private static final String NAME = "podspan/console:0.1.0";

  @TempDir Path folder;

  private Path app() throws IOException {
    Path app = Files.createDirectories(folder.resolve("app"));
    Files.writeString(app.resolve("b.jar"), "second");
    Files.writeString(app.resolve("a.jar"), "first");
    Files.writeString(app.resolve("x".repeat(120)), "a long name");
    Files.deleteIfExists(app.resolve("link"));
    Files.createSymbolicLink(app.resolve("link"), Path.of("a.jar"));
    app.resolve("b.jar").toFile().setExecutable(true);
    return app;
  }

  private Blob layer(String file) throws IOException {
    try (Layer layer = new Layer(folder.resolve(file))) {
      return layer.folder("var/lib/podspan", 0775, 10001).tree(app(), "podspan").done();
    }
  }

  private Map<String, byte[]> archive() throws IOException {
    Path file = folder.resolve("console.tar");
    Archive.write(file, NAME, ImageConfig.of(Service.CONSOLE), List.of(layer("one")));
    return files(Files.newInputStream(file));
  }

  private static Map<String, byte[]> files(InputStream in) throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    try (TarArchiveInputStream tar = new TarArchiveInputStream(in)) {
      for (TarArchiveEntry e = tar.getNextEntry(); e != null; e = tar.getNextEntry()) {
        files.put(e.getName(), tar.readAllBytes());
      }
    }
    return files;
  }

  private static JsonNode json(byte[] content) throws IOException {
    return Api.JSON.readTree(content);
  }

  private static String sha256(byte[] content) {
    var digest = Layer.sha256();
    digest.update(content);
    return HexFormat.of().formatHex(digest.digest());
  }

  @Test
  void everyBlobIsCalledAsItsDigest() throws IOException {
    archive()
        .forEach(
            (name, content) -> {
              if (name.startsWith("blobs/sha256/")) {
                assertThat(name).isEqualTo("blobs/sha256/" + sha256(content));
              }
            });
  }

  @Test
  void theIndexLeadsToTheManifestAndTheManifestToConfigurationAndLayers() throws IOException {
    Map<String, byte[]> files = archive();

    JsonNode image = json(files.get("index.json")).at("/manifests/0");
    assertThat(image.at("/annotations/io.containerd.image.name").asText())
        .isEqualTo("docker.io/" + NAME);
    JsonNode manifest = json(blob(files, image.path("digest")));
    JsonNode configuration = json(blob(files, manifest.at("/config/digest")));
    byte[] layer = blob(files, manifest.at("/layers/0/digest"));
    assertThat(manifest.at("/layers/0/size").asLong()).isEqualTo(layer.length);
    byte[] unpacked = new GZIPInputStream(new ByteArrayInputStream(layer)).readAllBytes();
    assertThat(configuration.at("/rootfs/diff_ids/0").asText())
        .isEqualTo("sha256:" + sha256(unpacked));
  }

  @Test
  void dockersManifestNamesTheSameBlobs() throws IOException {
    Map<String, byte[]> files = archive();

    JsonNode image = json(files.get("manifest.json")).get(0);
    assertThat(image.at("/RepoTags/0").asText()).isEqualTo(NAME);
    assertThat(files).containsKeys(image.path("Config").asText(), image.at("/Layers/0").asText());
  }

  private static byte[] blob(Map<String, byte[]> files, JsonNode digest) {
    return files.get("blobs/sha256/" + digest.asText().substring("sha256:".length()));
  }

  @Test
  void aLayerHasItsFilesInOrderWithModesOwnersAndTheFixedTime() throws IOException {
    Blob layer = layer("one");

    List<TarArchiveEntry> entries = entries(layer);
    assertThat(entries)
        .extracting(TarArchiveEntry::getName)
        .containsExactly(
            "var/lib/podspan/",
            "podspan/",
            "podspan/a.jar",
            "podspan/b.jar",
            "podspan/link",
            "podspan/" + "x".repeat(120));
    assertThat(entries)
        .allSatisfy(
            e -> assertThat(e.getLastModifiedTime().toInstant()).isEqualTo(FixedTime.INSTANT));
    assertThat(entries.getFirst().getLongUserId()).isEqualTo(10001);
    assertThat(entries.getFirst().getMode() & 0777).isEqualTo(0775);
    assertThat(entries.get(2).getMode() & 0777).isEqualTo(0644);
    assertThat(entries.get(3).getMode() & 0777).isEqualTo(0755);
    assertThat(entries.get(4).getLinkName()).isEqualTo("a.jar");
  }

  private static List<TarArchiveEntry> entries(Blob layer) throws IOException {
    List<TarArchiveEntry> entries = new java.util.ArrayList<>();
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(new GZIPInputStream(Files.newInputStream(layer.file())))) {
      for (TarArchiveEntry e = tar.getNextEntry(); e != null; e = tar.getNextEntry()) {
        entries.add(e);
      }
    }
    return entries;
  }

  @Test
  void theSameFilesGiveTheSameLayerWhateverTheirTimes() throws IOException {
    Blob first = layer("one");
    Files.setLastModifiedTime(folder.resolve("app/a.jar"), FileTime.from(Instant.EPOCH));

    Blob second = layer("two");

    assertThat(second.digest()).isEqualTo(first.digest());
    assertThat(second.content()).isEqualTo(first.content());
  }

  @Test
  void aTarThatIsThereBecomesALayerAsItIs() throws IOException {
    Path tar = Files.write(folder.resolve("base.tar"), "as it is".getBytes(StandardCharsets.UTF_8));

    Blob layer = Layer.of(tar, folder.resolve("base.layer"));

    assertThat(layer.content()).isEqualTo(sha256(Files.readAllBytes(tar)));
    assertThat(layer.digest()).isEqualTo(sha256(Files.readAllBytes(layer.file())));
    assertThat(new GZIPInputStream(Files.newInputStream(layer.file()))).hasContent("as it is");
  }
}
