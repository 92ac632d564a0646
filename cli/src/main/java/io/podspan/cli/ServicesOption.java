package io.podspan.cli;

import io.podspan.cli.api.Api;
import io.podspan.cli.api.Bearer;
import io.podspan.cli.machine.Installation;
import io.podspan.cli.machine.RunningMachine;
import io.podspan.cli.machine.Service;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Where the services are: as an option or the environment says, else as the running {@code podspan
 * up} wrote it into its folder, else at the usual ports.
 */
final class ServicesOption {
  @Option(
      names = "--url",
      paramLabel = "SERVICE=URL",
      description = {
        "The address of a service, such as console=http://192.0.2.7:7080; may be repeated.",
        "Without it: the environment (PODSPAN_CONSOLE_URL, PODSPAN_PEERING_SERVICE_URL), then",
        "the `podspan up` that uses the data folder, then the usual ports on 127.0.0.1."
      })
  Map<String, String> urls = Map.of();

  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      description =
          "The data folder of the `podspan up` to talk to; default: that of up, then that of demo.")
  @Nullable Path data;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = {
        "A file with the token to call the services with. Without it: the environment",
        "(PODSPAN_TOKEN_FILE), then that of the data folder, for the services of its `podspan up` only."
      })
  @Nullable Path tokenFile;

  static HttpClient client() {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(Duration.ofSeconds(5))
        .build();
  }

  Api api(HttpClient http, Service service) {
    return new Api(http, url(service), bearer(service));
  }

  /** The token of a data folder goes to the services of that folder, and to no other address. */
  private Bearer bearer(Service service) {
    String variable = System.getenv("PODSPAN_TOKEN_FILE");
    if (tokenFile != null || variable != null) {
      return Bearer.named(tokenFile != null ? tokenFile : Path.of(String.valueOf(variable)));
    }
    return folder(service)
        .filter(path -> running(path, service).equals(Optional.of(url(service))))
        .map(path -> Bearer.ifThere(RunningMachine.token(path)))
        .orElse(Bearer.NONE);
  }

  String url(Service service) {
    String url = told(service).orElse("http://127.0.0.1:" + service.defaultPort());
    return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
  }

  /** Whether nobody said where the service is. */
  boolean guesses(Service service) {
    return told(service).isEmpty();
  }

  private Optional<String> told(Service service) {
    String variable =
        "PODSPAN_" + service.module().replace('-', '_').toUpperCase(Locale.ROOT) + "_URL";
    return Optional.ofNullable(urls.get(service.module()))
        .or(() -> Optional.ofNullable(System.getenv(variable)))
        .or(() -> folder(service).flatMap(path -> running(path, service)));
  }

  /** A demo and an `up` use the same ports, so only one of them runs unless told otherwise. */
  private Optional<Path> folder(Service service) {
    if (data != null) {
      return Optional.of(data.toAbsolutePath().normalize());
    }
    Path root = Installation.current().root().resolve(".podspan");
    return Stream.of("up", "demo")
        .map(root::resolve)
        .filter(path -> running(path, service).isPresent())
        .findFirst();
  }

  private static Optional<String> running(Path folder, Service service) {
    return RunningMachine.url(folder, service);
  }
}
