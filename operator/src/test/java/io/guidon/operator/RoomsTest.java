package io.guidon.operator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Who may know what in the shell (design.md §3). */
class RoomsTest {

  private static final JavaClasses OPERATOR =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.guidon.operator");

  @Test
  void runsALoopThatKnowsNoKubernetesTypeAndNoOtherRoomButTheEngine() {
    classes()
        .that()
        .resideInAPackage("io.guidon.operator.loop..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "io.guidon.operator.loop..",
            "io.guidon.core..",
            "java..",
            "org.jspecify..",
            "org.slf4j..")
        .allowEmptyShould(true)
        .check(OPERATOR);
  }

  @Test
  void meetsTheKubernetesClientInTheClusterRoomOnly() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.guidon.operator.cluster..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.fabric8..")
        .check(OPERATOR);
  }
}
