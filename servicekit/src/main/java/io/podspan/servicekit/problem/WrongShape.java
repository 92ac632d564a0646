package io.podspan.servicekit.problem;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.podspan.servicekit.problem.Problem.Violation;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** JSON that is not of the shape that a body has, in the words of its fields. Pure. */
final class WrongShape {
  private static final String TITLE = "Unusable JSON";
  private static final String COMPARE = "Compare the body with the API's description (/q/openapi).";

  /** So much of a caller's word is shown. */
  private static final int LONGEST = 100;

  private WrongShape() {}

  static Problem problem(JsonMappingException fault) {
    String field = path(fault);
    if (field.isEmpty()) {
      return Problem.of(
          400, "unusable-json", TITLE, "The body cannot be used: " + ofWhole(fault) + ".", COMPARE);
    }
    Violation violation = violation(field, fault);
    return new Problem(
        "/problems/unusable-json",
        TITLE,
        400,
        "The field " + field + " cannot be used: " + violation.detail(),
        violation.nextStep(),
        List.of(violation));
  }

  private static Violation violation(String field, JsonMappingException fault) {
    return switch (fault) {
      case UnrecognizedPropertyException unknown ->
          new Violation("unknown-field", field, "There is no field of this name.", known(unknown));
      case MismatchedInputException mismatched when kind(mismatched.getTargetType()) != null ->
          new Violation(
              "wrong-type",
              field,
              "It is to be " + kind(mismatched.getTargetType()) + ".",
              COMPARE);
      default -> new Violation("unusable-value", field, "Its value cannot be read.", COMPARE);
    };
  }

  private static String known(UnrecognizedPropertyException unknown) {
    Collection<Object> names = unknown.getKnownPropertyIds();
    return names == null || names.isEmpty()
        ? COMPARE
        : "Use one of "
            + names.stream().map(Object::toString).sorted().collect(Collectors.joining(", "))
            + ".";
  }

  private static String ofWhole(JsonMappingException fault) {
    return fault instanceof MismatchedInputException mismatched
            && kind(mismatched.getTargetType()) != null
        ? "it is to be " + kind(mismatched.getTargetType()) + ", alone"
        : "it is not of the shape that is wanted";
  }

  /** What a value of this type looks like in JSON; null where that is not known. */
  private static @Nullable String kind(@Nullable Class<?> type) {
    if (type == null) {
      return null;
    }
    if (CharSequence.class.isAssignableFrom(type)) {
      return "a text";
    }
    if (type == Boolean.class || type == boolean.class) {
      return "true or false";
    }
    if (type == Integer.class || type == int.class || type == Long.class || type == long.class) {
      return "a whole number";
    }
    if (Number.class.isAssignableFrom(type)) {
      return "a number";
    }
    if (Collection.class.isAssignableFrom(type) || type.isArray()) {
      return "a list";
    }
    return type.isRecord() ? "an object" : null;
  }

  /** As {@code reflectors[0].port}; empty for the whole. */
  private static String path(JsonMappingException fault) {
    StringBuilder path = new StringBuilder();
    for (JsonMappingException.Reference step : fault.getPath()) {
      if (step.getFieldName() == null) {
        path.append('[').append(step.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(shown(step.getFieldName()));
      }
    }
    return path.toString();
  }

  private static String shown(String name) {
    String printable = name.replaceAll("[^\\p{L}\\p{N} ._-]", "?");
    return printable.length() > LONGEST ? printable.substring(0, LONGEST) + "..." : printable;
  }
}
