package io.podspan.cli.images;

import io.podspan.cli.machine.Installation;
import io.podspan.cli.machine.Service;
import io.podspan.cli.text.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The images of the five services, without a container engine. */
@Command(
    name = "images",
    mixinStandardHelpOptions = true,
    header = "Makes the container images of the five services, without Docker.",
    description = {
      "%nWrites SERVICE.tar for each service, which `ctr -n k8s.io images import` and `docker load` take: a Debian of",
      "essential packages only (mmdebstrap), a Java runtime of the modules that are needed (jlink), the service, and",
      "an AOT cache from a run of everything on this machine, which more than halves the start. They run as the user",
      "10001 and are called podspan/SERVICE:TAG, as in deploy/kustomize. What was made is kept in target/images."
    },
    footer = {
      "%nExamples:",
      "  podspan images --to images",
      "  podspan images --to images --tag 0.1.0-7 --base my-debian.tar",
      "  ctr -n k8s.io images import images/console.tar",
    })
public final class ImagesCommand implements Callable<Integer> {
  private static final double MEBIBYTE = 1 << 20;

  @Option(
      names = "--to",
      paramLabel = "FOLDER",
      required = true,
      description = "Where the images go.")
  Path to;

  @Option(
      names = "--tag",
      paramLabel = "TAG",
      defaultValue = "0.1.0",
      description = "Their tag; default: ${DEFAULT-VALUE}.")
  String tag;

  @Option(
      names = "--base",
      paramLabel = "FILE",
      description = "A tar of another root file system with glibc and bash, in place of Debian.")
  @Nullable Path base;

  @Option(
      names = "--no-cache",
      description =
          "Without AOT caches: done sooner, and no service is run; the images start slower.")
  boolean noCache;

  @Override
  public Integer call() throws IOException {
    Clock clock = Clock.systemUTC();
    Terminal terminal = new Terminal(System.out, clock, clock.instant());
    Installation checkout = Installation.current();
    checkout.requireBuilt();
    if (!tag.matches("[A-Za-z0-9_][A-Za-z0-9._-]{0,127}")) {
      throw new IllegalArgumentException("--tag: use letters, digits, dots, dashes, underscores");
    }
    Path work = Files.createDirectories(checkout.root().resolve("target/images"));
    Path runtime = work.resolve("java");
    terminal.say("1 of 4  a Java runtime of the needed modules");
    JavaRuntime.link(runtime);
    Stage stage = new Stage(checkout, work.resolve("stage"));
    stage.fill();
    if (noCache) {
      terminal.say("2 of 4  no AOT caches, as asked for");
    } else {
      terminal.say("2 of 4  AOT caches: runs everything once, which takes a minute or two");
      record(checkout, runtime, stage, terminal);
    }
    terminal.say("3 of 4  the root file system");
    List<Blob> common = List.of(debian(work), java(runtime, work));
    terminal.say("4 of 4  the images");
    for (Service service : Service.values()) {
      write(service, stage, common, work, terminal);
    }
    return 0;
  }

  /** An image starts without its cache too: a failure is reported, and the images are made. */
  private static void record(Installation checkout, Path runtime, Stage stage, Terminal terminal)
      throws IOException {
    try {
      Recording.run(
          runtime,
          checkout.root().resolve("cli/target/cli-0.1.0.jar"),
          stage.installation(),
          terminal::plain);
    } catch (ImageException e) {
      terminal.warn("the images are made without AOT caches and start slower: " + e.getMessage());
    }
  }

  private Blob debian(Path work) throws IOException {
    Path tar = work.resolve("debian-" + DebianLayer.RELEASE + ".tar");
    if (base == null) {
      DebianLayer.make(tar);
    }
    return Layer.of(base != null ? base : tar, work.resolve("debian.layer"));
  }

  private static Blob java(Path runtime, Path work) throws IOException {
    try (Layer layer = new Layer(work.resolve("java.layer"))) {
      return layer.folder("opt", 0755, 0).tree(runtime, ImageConfig.JAVA_HOME).done();
    }
  }

  private void write(Service service, Stage stage, List<Blob> common, Path work, Terminal terminal)
      throws IOException {
    List<Blob> layers = new ArrayList<>(common);
    Path app = stage.app(service);
    String name = service.module();
    // What changes least comes first.
    try (Layer libraries = new Layer(work.resolve(name + "-lib.layer"))) {
      layers.add(
          libraries
              .folder("var", 0755, 0)
              .folder("var/lib", 0755, 0)
              .folder(ImageConfig.STATE, 0775, ImageConfig.USER)
              .folder(ImageConfig.HOME, 0755, 0)
              .tree(app.resolve("lib"), ImageConfig.HOME + "/lib")
              .done());
    }
    try (Layer own = new Layer(work.resolve(name + "-app.layer"))) {
      for (String part : List.of("quarkus", "app", "quarkus-run.jar")) {
        own.tree(app.resolve(part), ImageConfig.HOME + "/" + part);
      }
      layers.add(own.done());
    }
    if (stage.installation().recordedCache(name).isPresent()) {
      try (Layer cache = new Layer(work.resolve(name + "-aot.layer"))) {
        layers.add(
            cache
                .tree(stage.installation().cache(name), ImageConfig.HOME + "/" + ImageConfig.CACHE)
                .done());
      }
    }
    Path file = Files.createDirectories(to.toAbsolutePath()).resolve(name + ".tar");
    String image = "podspan/" + name + ":" + tag;
    Archive.write(file, image, ImageConfig.of(service), layers);
    terminal.say(
        String.format(
            Locale.ROOT, "%-34s %4.0f MiB  %s", image, Files.size(file) / MEBIBYTE, file));
  }
}
