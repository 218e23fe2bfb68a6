import Testing
import Vocabulary

@Suite struct PlainFormulaTests {
  @Test(
    "a formula reads as plain text",
    arguments: [
      (#"\phi_i = \frac1n\sum_{S \subseteq N \setminus \{i\}} v(S)"#, "φᵢ = (1/n) Σ_{S ⊆ N∖{i}} v(S)"),
      (#"\frac{|S|!\,(n - |S| - 1)!}{n!}"#, "|S|! (n − |S| − 1)!/n!"),
      (#"\frac{a+b}{2c}"#, "(a + b)/(2c)"),
      (#"x_i^2 - y'"#, "xᵢ² − y′"),
      (#"P_i^{\pi_t}"#, "Pᵢ^{πₜ}"),
      (#"\phi_{\alpha_i}"#, "φ_{αᵢ}"),
      (#"x_c"#, "x_c"),
      (#"\binom{n-1}{s}"#, "C(n − 1, s)"),
      (#"n\binom{n-1}{s}p_s"#, "n C(n − 1, s) pₛ"),
      (#"w_b g_b + a n_c"#, "w_b g_b + a n_c"),
      (#"\frac{1}{49}x"#, "(1/49) x"),
      (#"\frac1n\, g_i^\top"#, "(1/n) gᵢᵀ"),
      (#"\sqrt{\tfrac1n \sum_i (\hat\phi_i - \phi_i)^2}"#, "√((1/n) Σᵢ (φ̂ᵢ − φᵢ)²)"),
      (#"\|\bar x_S - \alpha\|^2"#, "‖x̄_S − α‖²"),
      (#"h(x) \in \mathbb R^{512}"#, "h(x) ∈ ℝ⁵¹²"),
      (#"\mathrm{softmax}(Wx_i+b)"#, "softmax(Wxᵢ + b)"),
      (#"-\frac{1}{2\lambda n}(p_i - e_{y_i})"#, "−(1/(2λn)) (pᵢ − e_{yᵢ})"),
      (#"v_j := v_{j-1}"#, "vⱼ := vⱼ₋₁"),
      (#"a = 1,\quad b = 2"#, "a = 1,  b = 2"),
      (#"\max(i, K)"#, "max(i, K)"),
      (#"\frac nk \ln 100"#, "(n/k) ln 100"),
      (#"g_i^\top H^{-1}"#, "gᵢᵀH⁻¹"),
      (#"\Pr[j \in S] = t \text{ for each } j"#, "Pr[j ∈ S] = t for each j"),
      (#"\lvert x \rvert \le \lfloor a \rfloor"#, "|x| ≤ ⌊a⌋"),
      (#"\begin{cases} 1 & \text{if } x \\ 0 \end{cases}"#, "{ 1 if x; 0"),
    ])
  func plain(_ tex: String, _ text: String) throws { #expect(try Formula(tex: tex).plain == text) }
}
