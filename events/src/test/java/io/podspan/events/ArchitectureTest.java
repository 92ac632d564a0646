package io.podspan.events;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.podspan.events");

  @Test
  void theContractKnowsNoTransport() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "io.podspan.events", "io.podspan.events.reason", "io.podspan.events.check")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.podspan.events.envelope..",
            "io.podspan.events.outbox..",
            "io.podspan.events.world..",
            "org.apache.kafka..",
            "java.sql..")
        .check(CLASSES);
  }

  @Test
  void reasonsKnowNoEvents() {
    noClasses()
        .that()
        .resideInAnyPackage("io.podspan.events.reason", "io.podspan.events.check")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.podspan.events")
        .check(CLASSES);
  }

  @Test
  void theWorldIsPure() {
    noClasses()
        .that()
        .resideInAPackage("io.podspan.events.world")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.podspan.events.envelope..",
            "io.podspan.events.outbox..",
            "org.apache.kafka..",
            "java.sql..",
            "java.io..")
        .check(CLASSES);
  }

  @Test
  void noFrameworkComesIn() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.quarkus..", "jakarta..", "io.smallrye..")
        .check(CLASSES);
  }
}
