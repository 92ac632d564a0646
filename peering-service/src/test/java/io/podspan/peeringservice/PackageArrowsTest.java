package io.podspan.peeringservice;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.podspan.clusteraccess.ForeignWords;
import io.podspan.peeringservice.routers.SupportedRouters;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The arrows between the packages of this service. */
class PackageArrowsTest {
  private static final Set<String> SIDES =
      Set.of("api", "store", "events", "kubernetes", "routers");

  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.podspan.peeringservice");

  @Test
  void wordsOfApiServersComeWithoutSecrets() {
    ForeignWords.comeFromClusterAccess(MAIN);
  }

  @Test
  void theNounKnowsPlainJavaOnly() {
    classes()
        .that()
        .resideInAPackage("..peeringservice.peering..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "org.jspecify..",
            "io.podspan.addresses..",
            "io.podspan.peeringservice.peering..")
        .check(MAIN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"api", "store", "events", "kubernetes", "routers"})
  void theSidesDoNotKnowEachOther(String side) {
    noClasses()
        .that()
        .resideInAPackage("..peeringservice." + side + "..")
        .should()
        .dependOnClassesThat(areOfAnotherSideThan(side))
        .check(MAIN);
  }

  private static DescribedPredicate<JavaClass> areOfAnotherSideThan(String side) {
    Set<String> others = new HashSet<>(SIDES);
    others.remove(side);
    if (side.equals("routers")) {
      // What cluster APIs have in common.
      others.remove("kubernetes");
    }
    return resideInAnyPackage(
        others.stream().map(o -> "..peeringservice." + o + "..").toArray(String[]::new));
  }

  @Test
  void theKindsOfRoutersDoNotKnowEachOther() {
    slices()
        .matching("io.podspan.peeringservice.routers.(*)..")
        .should()
        .notDependOnEachOther()
        .check(MAIN);
  }

  @Test
  void onlyTheirRegistrationKnowsTheKindsOfRouters() {
    noClasses()
        .that()
        .doNotBelongToAnyOf(SupportedRouters.class)
        .and()
        .resideOutsideOfPackage("..peeringservice.routers.*..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("..peeringservice.routers.*..")
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
