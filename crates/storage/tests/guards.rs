//! What must not be written does not compile, and the compiler's words say why.

#[test]
fn who_goes_past_a_door_is_stopped_by_the_compiler() {
    trybuild::TestCases::new().compile_fail("tests/ui/*.rs");
}
