package io.podspan.cli.images;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podspan.cli.api.Api;
import io.podspan.cli.machine.Service;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What an image says of itself: the same as its stage in deploy/docker/Dockerfile. */
final class ImageConfig {
  static final String JAVA_HOME = "opt/java";
  static final String HOME = "podspan";
  static final String CACHE = "podspan.aot";
  static final String STATE = "var/lib/podspan";

  /** Group 0 lets the image run as any user. */
  static final int USER = 10001;

  private static final String JAVA_OPTIONS =
      "-XX:MaxRAMPercentage=50 -XX:+UseSerialGC -XX:SurvivorRatio=2"
          + " -Djdk.virtualThreadScheduler.parallelism=8 -XX:+UseCompactObjectHeaders"
          + " -XX:+ExitOnOutOfMemoryError --enable-native-access=ALL-UNNAMED"
          + " --sun-misc-unsafe-memory-access=allow";
  private static final String HEALTH =
      "exec 3<>/dev/tcp/127.0.0.1/${QUARKUS_HTTP_PORT} && printf 'GET /q/health/ready"
          + " HTTP/1.0\\r\\n\\r\\n' >&3 && read -r _ status _ <&3 && [[ $status == 200 ]]";

  private ImageConfig() {}

  static ObjectNode of(Service service) {
    ObjectNode image =
        Api.JSON
            .createObjectNode()
            .put("architecture", architecture(System.getProperty("os.arch", "")))
            .put("os", "linux")
            .put("created", FixedTime.INSTANT.toString());
    ObjectNode config = image.putObject("config");
    config.put("User", USER + ":0").put("WorkingDir", "/" + HOME).put("StopSignal", "SIGTERM");
    ArrayNode environment = config.putArray("Env");
    environment(service).forEach((name, value) -> environment.add(name + "=" + value));
    config.set("Entrypoint", Api.JSON.valueToTree(entrypoint()));
    ObjectNode ports = config.putObject("ExposedPorts");
    ports.putObject("8080/tcp");
    if (service == Service.REFLECTOR) {
      ports.putObject("1790/tcp");
      config.putObject("Volumes").putObject("/" + STATE);
    }
    ObjectNode health = config.putObject("Healthcheck");
    health.putArray("Test").add("CMD").add("bash").add("-c").add(HEALTH);
    health
        .put("Interval", Duration.ofSeconds(5).toNanos())
        .put("Timeout", Duration.ofSeconds(3).toNanos())
        .put("StartPeriod", Duration.ofSeconds(30).toNanos())
        .put("Retries", 3);
    return image;
  }

  private static Map<String, String> environment(Service service) {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put(
        "PATH",
        "/" + JAVA_HOME + "/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
    environment.put("JAVA_HOME", "/" + JAVA_HOME);
    environment.put("LANG", "C.UTF-8");
    environment.put("QUARKUS_HTTP_HOST", "0.0.0.0");
    environment.put("QUARKUS_HTTP_PORT", "8080");
    environment.put("PODSPAN_CREDENTIALS_DIR", "/etc/podspan/credentials");
    environment.put("MALLOC_ARENA_MAX", "2");
    environment.put("JAVA_TOOL_OPTIONS", JAVA_OPTIONS);
    if (service == Service.REFLECTOR) {
      environment.put("PODSPAN_STATE_DIR", "/" + STATE);
    }
    return environment;
  }

  /** Without its cache a JVM starts too, only slower. */
  private static List<String> entrypoint() {
    return List.of(
        "java",
        "-XX:AOTCache=/" + HOME + "/" + CACHE,
        // Mapped where it was made for, its pages stay clean and are no memory of the container.
        "-XX:+UnlockDiagnosticVMOptions",
        "-XX:ArchiveRelocationMode=0",
        "-Xlog:aot*=off",
        "-Xlog:cds*=off",
        "-jar",
        "/" + HOME + "/quarkus-run.jar");
  }

  /** As container images call it. */
  static String architecture(String ofJava) {
    return ofJava.equals("aarch64") ? "arm64" : ofJava;
  }
}
