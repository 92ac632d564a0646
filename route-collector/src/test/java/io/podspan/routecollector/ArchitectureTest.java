package io.podspan.routecollector;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import io.podspan.clusteraccess.ForeignWords;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new DoNotIncludeTests())
          .importPackages("io.podspan.routecollector");

  @Test
  void wordsOfApiServersComeWithoutSecrets() {
    ForeignWords.comeFromClusterAccess(CLASSES);
  }

  @Test
  void theKindsOfRouterDoNotKnowEachOtherAndOnlyTheirTableKnowsThem() {
    slices()
        .matching("..routecollector.routers.(*)..")
        .should()
        .notDependOnEachOther()
        .check(CLASSES);
    noClasses()
        .that()
        .resideOutsideOfPackage("..routecollector.routers..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("..routecollector.routers.*..")
        .check(CLASSES);
  }

  @Test
  void aKindOfRouterKnowsNeitherKubernetesNorTheRest() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "..routecollector.router", "..routecollector.routers..", "..routecollector.kernel")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "..routecollector.kubernetes..",
            "io.fabric8..",
            "io.quarkus..",
            "jakarta..",
            "io.podspan.servicekit..")
        .check(CLASSES);
  }

  @ParameterizedTest
  @ValueSource(strings = {"api", "store", "events", "kubernetes"})
  void nobodyElseKnowsThisPackage(String name) {
    noClasses()
        .that()
        .resideOutsideOfPackage("..routecollector." + name + "..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("..routecollector." + name + "..")
        .check(CLASSES);
  }

  @Test
  void theNounIsPlainJava() {
    noClasses()
        .that()
        .resideInAPackage("..routecollector.route")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.quarkus..",
            "jakarta..",
            "io.fabric8..",
            "org.apache.kafka..",
            "java.sql..",
            "io.podspan.servicekit..")
        .check(CLASSES);
  }
}
