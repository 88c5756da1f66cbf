package com.in2peta.acceptance.catalogue;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Finds what is written to the log, by reading the source as the compiler does: each argument that is not a constant text. */
final class LogCalls {

    private LogCalls() {}

    /** The expressions with the line on which each stands last. */
    static Map<String, Long> in(Path file, String text) {
        if (!text.contains("LOG.log(")) {
            return Map.of();
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        JavaFileObject source =
                new SimpleJavaFileObject(URI.create("string:///" + file.getFileName()), JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                        return text;
                    }
                };
        JavacTask task = (JavacTask) compiler.getTask(null, null, null, List.of("-proc:none"), null, List.of(source));
        Map<String, Long> found = new TreeMap<>();
        try {
            SourcePositions positions = Trees.instance(task).getSourcePositions();
            for (CompilationUnitTree unit : task.parse()) {
                new Scanner(unit, positions, found).scan(unit, null);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    private static final class Scanner extends TreeScanner<Void, Void> {

        private final CompilationUnitTree unit;
        private final SourcePositions positions;
        private final Map<String, Long> found;

        Scanner(CompilationUnitTree unit, SourcePositions positions, Map<String, Long> found) {
            this.unit = unit;
            this.positions = positions;
            this.found = found;
        }

        @Override
        public Void visitMethodInvocation(MethodInvocationTree call, Void nothing) {
            if (call.getMethodSelect() instanceof MemberSelectTree select
                    && select.getExpression().toString().equals("LOG")
                    && select.getIdentifier().contentEquals("log")) {
                call.getArguments().stream().skip(1).forEach(this::add); // the first is the level
            }
            return super.visitMethodInvocation(call, nothing);
        }

        /** A text that is put together is as good as its parts. */
        private void add(ExpressionTree argument) {
            if (argument instanceof BinaryTree sum) {
                add(sum.getLeftOperand());
                add(sum.getRightOperand());
            } else if (!(argument instanceof LiteralTree)) {
                long line = unit.getLineMap().getLineNumber(positions.getStartPosition(unit, argument));
                found.put(argument.toString(), line);
            }
        }
    }
}
