package io.podspan.cli;

import io.podspan.cli.api.Api;
import io.podspan.cli.machine.Installation;
import io.podspan.cli.machine.RunningMachine;
import io.podspan.cli.machine.Service;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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

  static HttpClient client() {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(Duration.ofSeconds(5))
        .build();
  }

  Api api(HttpClient http, Service service) {
    return new Api(http, url(service));
  }

  String url(Service service) {
    String variable =
        "PODSPAN_" + service.module().replace('-', '_').toUpperCase(Locale.ROOT) + "_URL";
    String url =
        Optional.ofNullable(urls.get(service.module()))
            .or(() -> Optional.ofNullable(System.getenv(variable)))
            .or(() -> running(service))
            .orElse("http://127.0.0.1:" + service.defaultPort());
    return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
  }

  /** A demo and an `up` use the same ports, so only one of them runs unless told otherwise. */
  private Optional<String> running(Service service) {
    if (data != null) {
      return RunningMachine.url(data.toAbsolutePath().normalize(), service);
    }
    Path root = Installation.current().root().resolve(".podspan");
    return RunningMachine.url(root.resolve("up"), service)
        .or(() -> RunningMachine.url(root.resolve("demo"), service));
  }
}
