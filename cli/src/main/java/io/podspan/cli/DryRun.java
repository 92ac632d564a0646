package io.podspan.cli;

import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The value of {@code --dry-run}, as kubectl writes it; without a value it is {@code server}. */
final class DryRun implements ITypeConverter<Boolean> {
  static final String SERVER = "server";
  static final String NONE = "none";

  @Override
  public Boolean convert(String value) {
    return switch (value.toLowerCase(Locale.ROOT)) {
      case SERVER, "true" -> true;
      case NONE, "false" -> false;
      default ->
          throw new TypeConversionException(
              "write server or none, not " + value + ": only peering-service can check");
    };
  }
}
