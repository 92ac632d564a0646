package io.podspan.deploy;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The environment variables that the services read, taken from their sources. */
final class Settings {
  private static final Pattern PROPERTY =
      Pattern.compile("@ConfigProperty\\(\\s*name = \"(podspan\\.[a-z.-]+)\"");
  private static final Pattern MAPPING =
      Pattern.compile("@ConfigMapping\\(prefix = \"(podspan\\.[a-z.-]+)\"\\)");
  private static final Pattern MEMBER =
      Pattern.compile("^ {2}[A-Za-z<>]+ ([a-zA-Z]+)\\(\\);", Pattern.MULTILINE);
  private static final Set<String> FRAMEWORK =
      Set.of(
          "QUARKUS_HTTP_HOST",
          "QUARKUS_HTTP_PORT",
          "QUARKUS_DATASOURCE_JDBC_URL",
          "QUARKUS_DATASOURCE_USERNAME",
          "SMALLRYE_CONFIG_SOURCE_FILE_LOCATIONS",
          "KAFKA_BOOTSTRAP_SERVERS",
          "JAVA_TOOL_OPTIONS",
          "MALLOC_ARENA_MAX");

  private Settings() {}

  static Set<String> known() {
    Set<String> known = new TreeSet<>(FRAMEWORK);
    for (String module : Checkout.SERVICES) {
      sources(module, known);
    }
    sources("servicekit", known);
    sources("cluster-access", known);
    return known;
  }

  private static void sources(String module, Set<String> known) {
    Path sources = Checkout.ROOT.resolve(module).resolve("src/main/java");
    for (Path file : Checkout.files(sources, ".java")) {
      String source = Checkout.read(file);
      Matcher property = PROPERTY.matcher(source);
      while (property.find()) {
        known.add(variable(property.group(1)));
      }
      Matcher mapping = MAPPING.matcher(source);
      if (mapping.find()) {
        Matcher member = MEMBER.matcher(source);
        while (member.find()) {
          known.add(variable(mapping.group(1) + "." + kebab(member.group(1))));
        }
      }
    }
  }

  private static String kebab(String name) {
    return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }

  private static String variable(String property) {
    return property.replaceAll("[.-]", "_").toUpperCase(Locale.ROOT);
  }
}
