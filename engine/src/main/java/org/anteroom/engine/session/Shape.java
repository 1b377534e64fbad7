package org.anteroom.engine.session;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * An object of arguments: its fields in the order in which they are judged, and what is made of them. What is not among
 * the fields is refused.
 */
public final class Shape<C> {
    private final List<Field<?>> fields;
    private final Function<Arguments, C> make;

    private Shape(List<Field<?>> fields, Function<Arguments, C> make) {
        this.fields = fields;
        this.make = make;
    }

    /** Makes something of three fields. */
    @FunctionalInterface
    public interface Of3<A, B, D, C> {
        C of(A a, B b, D d);
    }

    /** Makes something of four fields. */
    @FunctionalInterface
    public interface Of4<A, B, D, E, C> {
        C of(A a, B b, D d, E e);
    }

    /** Makes something of five fields. */
    @FunctionalInterface
    public interface Of5<A, B, D, E, F, C> {
        C of(A a, B b, D d, E e, F f);
    }

    /** Makes something of six fields. */
    @FunctionalInterface
    public interface Of6<A, B, D, E, F, G, C> {
        C of(A a, B b, D d, E e, F f, G g);
    }

    /** Makes something of seven fields. */
    @FunctionalInterface
    public interface Of7<A, B, D, E, F, G, H, C> {
        C of(A a, B b, D d, E e, F f, G g, H h);
    }

    /** No arguments at all. */
    public static <C> Shape<C> shape(Supplier<C> make) {
        return new Shape<>(List.of(), args -> make.get());
    }

    public static <A, C> Shape<C> shape(Field<A> a, Function<A, C> make) {
        return new Shape<>(List.of(a), args -> make.apply(a.read(args)));
    }

    public static <A, B, C> Shape<C> shape(Field<A> a, Field<B> b, BiFunction<A, B, C> make) {
        return new Shape<>(List.of(a, b), args -> make.apply(a.read(args), b.read(args)));
    }

    public static <A, B, D, C> Shape<C> shape(Field<A> a, Field<B> b, Field<D> d, Of3<A, B, D, C> make) {
        return new Shape<>(List.of(a, b, d), args -> make.of(a.read(args), b.read(args), d.read(args)));
    }

    public static <A, B, D, E, C> Shape<C> shape(
            Field<A> a, Field<B> b, Field<D> d, Field<E> e, Of4<A, B, D, E, C> make) {
        return new Shape<>(
                List.of(a, b, d, e), args -> make.of(a.read(args), b.read(args), d.read(args), e.read(args)));
    }

    public static <A, B, D, E, F, C> Shape<C> shape(
            Field<A> a, Field<B> b, Field<D> d, Field<E> e, Field<F> f, Of5<A, B, D, E, F, C> make) {
        return new Shape<>(
                List.of(a, b, d, e, f),
                args -> make.of(a.read(args), b.read(args), d.read(args), e.read(args), f.read(args)));
    }

    public static <A, B, D, E, F, G, C> Shape<C> shape(
            Field<A> a, Field<B> b, Field<D> d, Field<E> e, Field<F> f, Field<G> g, Of6<A, B, D, E, F, G, C> make) {
        return new Shape<>(
                List.of(a, b, d, e, f, g),
                args -> make.of(a.read(args), b.read(args), d.read(args), e.read(args), f.read(args), g.read(args)));
    }

    public static <A, B, D, E, F, G, H, C> Shape<C> shape(
            Field<A> a,
            Field<B> b,
            Field<D> d,
            Field<E> e,
            Field<F> f,
            Field<G> g,
            Field<H> h,
            Of7<A, B, D, E, F, G, H, C> make) {
        return new Shape<>(
                List.of(a, b, d, e, f, g, h),
                args -> make.of(
                        a.read(args),
                        b.read(args),
                        d.read(args),
                        e.read(args),
                        f.read(args),
                        g.read(args),
                        h.read(args)));
    }

    /** The fields in the order in which they are judged. */
    public List<Field<?>> fields() {
        return fields;
    }

    /** Reads the fields and makes what they say; throws where one is not what it has to be, or one too many. */
    public C read(Arguments args) {
        C made = make.apply(args);
        args.done();
        return made;
    }
}
