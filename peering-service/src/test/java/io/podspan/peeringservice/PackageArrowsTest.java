package io.podspan.peeringservice;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The arrows between the packages of this service. */
class PackageArrowsTest {
  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.podspan.peeringservice");

  @Test
  void theNounKnowsPlainJavaOnly() {
    classes()
        .that()
        .resideInAPackage("..peeringservice.peering..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("java..", "org.jspecify..", "io.podspan.peeringservice.peering..")
        .check(MAIN);
  }

  @ParameterizedTest
  @CsvSource({
    "api, store, events, kubernetes",
    "store, api, events, kubernetes",
    "events, api, store, kubernetes",
    "kubernetes, api, store, events"
  })
  void theSidesDoNotKnowEachOther(String side, String one, String two, String three) {
    noClasses()
        .that()
        .resideInAPackage("..peeringservice." + side + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "..peeringservice." + one + "..",
            "..peeringservice." + two + "..",
            "..peeringservice." + three + "..")
        .check(MAIN);
  }

  @Test
  void thereAreNoCirclesInTheNoun() {
    slices()
        .matching("io.podspan.peeringservice.(peering..)")
        .should()
        .beFreeOfCycles()
        .check(MAIN);
  }
}
