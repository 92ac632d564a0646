package io.podspan.servicekit.describe;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationValue;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.RecordComponentInfo;
import org.jspecify.annotations.Nullable;

/**
 * A component of a record that is {@code @Nullable} is null in JSON, too. The framework does not
 * know this annotation.
 *
 * <p>Schemas are called by the simple names of their records, or as {@code @Schema} says, with a
 * number where a name is taken; the components tell which record it is.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class NullableFields implements OASFilter {
  private static final DotName NULLABLE = DotName.createSimple(Nullable.class);
  private static final DotName SCHEMA =
      DotName.createSimple(org.eclipse.microprofile.openapi.annotations.media.Schema.class);

  private final IndexView index;

  public NullableFields(IndexView index) {
    this.index = index;
  }

  @Override
  public void filterOpenAPI(OpenAPI api) {
    if (api.getComponents() == null || api.getComponents().getSchemas() == null) {
      return;
    }
    Map<String, List<ClassInfo>> records =
        index.getKnownClasses().stream()
            .filter(ClassInfo::isRecord)
            .collect(Collectors.groupingBy(NullableFields::schemaName));
    api.getComponents()
        .getSchemas()
        .forEach(
            (name, schema) -> {
              if (schema.getProperties() != null) {
                nullable(
                        records.getOrDefault(name.replaceAll("\\d+$", ""), List.of()),
                        schema.getProperties().keySet())
                    .forEach(field -> allowNull(schema, field));
              }
            });
  }

  private static String schemaName(ClassInfo known) {
    AnnotationInstance schema = known.declaredAnnotation(SCHEMA);
    AnnotationValue name = schema == null ? null : schema.value("name");
    return name == null
        ? known.name().withoutPackagePrefix().replaceAll(".*\\$", "")
        : name.asString();
  }

  /** The components of the records with exactly these fields that may be null. */
  private static Set<String> nullable(List<ClassInfo> records, Set<String> fields) {
    Set<String> nullable = new HashSet<>();
    for (ClassInfo known : records) {
      Set<String> components =
          known.recordComponents().stream()
              .map(RecordComponentInfo::name)
              .collect(Collectors.toSet());
      if (components.equals(fields)) {
        known.recordComponents().stream()
            .filter(component -> component.type().hasAnnotation(NULLABLE))
            .map(RecordComponentInfo::name)
            .forEach(nullable::add);
      }
    }
    return nullable;
  }

  private static void allowNull(Schema owner, String field) {
    Schema schema = Objects.requireNonNull(owner.getProperties().get(field));
    if (schema.getRef() != null || schema.getType() == null) {
      owner.addProperty(
          field,
          OASFactory.createSchema()
              .anyOf(List.of(schema, OASFactory.createSchema().type(List.of(SchemaType.NULL)))));
      return;
    }
    if (!schema.getType().contains(SchemaType.NULL)) {
      schema.addType(SchemaType.NULL);
    }
    if (schema.getEnumeration() != null && !schema.getEnumeration().contains(null)) {
      List<Object> values = new ArrayList<>(schema.getEnumeration());
      values.add(null);
      schema.setEnumeration(values);
    }
  }
}
