package org.parley.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.junit.jupiter.params.support.ParameterDeclarations;

/**
 * A test that runs once for each row of a table, such as {@code "what goes in | what comes out"}. Cells are stripped and
 * have no quotes and no escapes; an empty one is null.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedTest
@ArgumentsSource(Rows.Cells.class)
public @interface Rows {
    /** The rows, each with a cell for every parameter. */
    String[] value();

    /** Splits the rows. */
    final class Cells implements ArgumentsProvider {
        @Override
        public Stream<? extends Arguments> provideArguments(ParameterDeclarations parameters, ExtensionContext test) {
            return Arrays.stream(test.getRequiredTestMethod()
                            .getAnnotation(Rows.class)
                            .value())
                    .map(row -> Arguments.of(Arrays.stream(row.split("\\|", -1))
                            .map(cell -> cell.isBlank() ? null : cell.strip())
                            .toArray()));
        }
    }
}
