package io.podspan.testkit.callers;

import com.tngtech.archunit.base.HasDescription;
import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A method of a resource that changes something.
 *
 * @param method as in a request
 * @param path with a word in place of each parameter
 */
record Change(String method, String path) {
  private static final String RS = "jakarta.ws.rs.";
  private static final Set<String> CHANGING = Set.of("POST", "PUT", "PATCH", "DELETE");

  /** Those of every resource on the class path. */
  static List<Change> all() {
    return new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.podspan")
            .stream()
            .filter(type -> type.isAnnotatedWith(RS + "Path"))
            .flatMap(Change::of)
            .collect(Collectors.toList());
  }

  private static Stream<Change> of(JavaClass resource) {
    String base = path(resource.tryGetAnnotationOfType(RS + "Path"));
    return resource.getMethods().stream()
        .flatMap(
            method ->
                CHANGING.stream()
                    .filter(name -> method.isAnnotatedWith(RS + name))
                    .map(name -> new Change(name, filled(base, method))));
  }

  private static String filled(String base, JavaMethod method) {
    String own = path(method.tryGetAnnotationOfType(RS + "Path"));
    String whole = own.isEmpty() || own.startsWith("/") ? base + own : base + "/" + own;
    return whole.replaceAll("\\{[^}]*}", "something");
  }

  private static String path(
      Optional<? extends JavaAnnotation<? extends HasDescription>> annotation) {
    return annotation
        .map(JavaAnnotation::getProperties)
        .map(Map.class::cast)
        .map(properties -> String.valueOf(properties.get("value")))
        .orElse("");
  }
}
