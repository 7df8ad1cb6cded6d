package io.atomicspring.aop;

import io.atomicspring.backend.InvalidInputException;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.expression.EvaluationContext;
import org.springframework.expression.ParseException;
import org.springframework.expression.spel.SpelNode;
import org.springframework.expression.spel.ast.CompoundExpression;
import org.springframework.expression.spel.ast.MethodReference;
import org.springframework.expression.spel.ast.Operator;
import org.springframework.expression.spel.ast.PropertyOrFieldReference;
import org.springframework.expression.spel.ast.VariableReference;
import org.springframework.expression.spel.standard.SpelExpression;
import org.springframework.expression.spel.standard.SpelExpressionParser;

/** The key of a lock as an expression over parameters, parsed once and checked as far as possible without a call. */
final class KeyExpression {

    private static final SpelExpressionParser PARSER = new SpelExpressionParser();

    private final SpelExpression expression;

    private KeyExpression(SpelExpression expression) {
        this.expression = expression;
    }

    /** @param parameters the names of the method's parameters, or null when they are not known */
    static KeyExpression parse(String where, String text, String @Nullable [] parameters) {
        if (text.isBlank()) {
            throw new InvalidInputException(
                    where + ": the key is blank. Write an expression such as #id or 'nightly-report'.");
        }
        SpelExpression parsed;
        try {
            parsed = PARSER.parseRaw(text);
        } catch (ParseException | IllegalStateException e) {
            throw new InvalidInputException(
                    where + ": the key '" + text + "' is no SpEL expression: " + e.getMessage(), e);
        }
        checkStart(where, text, parsed.getAST());
        checkVariables(where, text, parsed.getAST(), parameters);
        return new KeyExpression(parsed);
    }

    @Nullable
    Object evaluate(EvaluationContext context) {
        return expression.getValue(context);
    }

    @Override
    public String toString() {
        return expression.getExpressionString();
    }

    /** There is no root object, so a bare name can mean nothing. */
    private static void checkStart(String where, String text, SpelNode node) {
        if (node instanceof PropertyOrFieldReference || node instanceof MethodReference) {
            throw new InvalidInputException(where + ": in the key '" + text + "', " + node.toStringAST()
                    + " refers to nothing. Write #" + node.toStringAST()
                    + " for a parameter, or put a fixed text in quotes: '"
                    + node.toStringAST() + "'.");
        }
        if (node instanceof CompoundExpression) {
            checkStart(where, text, node.getChild(0));
        } else if (node instanceof Operator) {
            for (int i = 0; i < node.getChildCount(); i++) {
                checkStart(where, text, node.getChild(i));
            }
        }
    }

    private static void checkVariables(String where, String text, SpelNode node, String @Nullable [] parameters) {
        if (node instanceof VariableReference && !isKnown(node.toStringAST().substring(1), parameters)) {
            throw new InvalidInputException(where + ": in the key '" + text + "', " + node.toStringAST()
                    + " is no parameter. "
                    + (parameters == null
                            ? "Parameter names are not known: compile with -parameters, or use #p0 for the first."
                            : "Parameters are " + named(parameters) + "."));
        }
        for (int i = 0; i < node.getChildCount(); i++) {
            checkVariables(where, text, node.getChild(i), parameters);
        }
    }

    private static boolean isKnown(String variable, String @Nullable [] parameters) {
        return variable.equals("this")
                || variable.matches("[ap]\\d+")
                || (parameters != null && Arrays.asList(parameters).contains(variable));
    }

    private static Set<String> named(String[] parameters) {
        Set<String> names = new LinkedHashSet<>();
        Arrays.stream(parameters).forEach(name -> names.add("#" + name));
        return names;
    }
}
