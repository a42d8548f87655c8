// Generated from operators.txt by OperatorGenerator; do not edit.
#nullable enable

using Autodidact.Engine.Interop;

namespace Autodidact.Engine;

/// <summary>libtorch's operators, typed; a span or number left out takes the operator's own default.</summary>
public static unsafe partial class Ops
{
    private static readonly Operator s_abs = new("aten::abs", "");

    /// <summary><c>aten::abs(Tensor self) -&gt; Tensor</c></summary>
    public static Tensor Abs(this Tensor self)
    {
        ReadOnlySpan<Argument> arguments = [Interop.Argument.Of(self)];
        return s_abs.CallTensor(arguments);
    }

    private static readonly Operator s_add_Tensor = new("aten::add", "Tensor");

    /// <summary><c>aten::add.Tensor(Tensor self, Tensor other, *, Scalar alpha=1) -&gt; Tensor</c></summary>
    public static Tensor Add(this Tensor self, Tensor other, Scalar alpha = default)
    {
        ReadOnlySpan<Argument> arguments = [Interop.Argument.Of(self), Interop.Argument.Of(other), Interop.Argument.Of(alpha)];
        return s_add_Tensor.CallTensor(arguments);
    }

    private static readonly Operator s_add_Scalar = new("aten::add", "Scalar");

    /// <summary><c>aten::add.Scalar(Tensor self, Scalar other, Scalar alpha=1) -&gt; Tensor</c></summary>
    public static Tensor Add(this Tensor self, Scalar other, Scalar alpha = default)
    {
        ReadOnlySpan<Argument> arguments = [Interop.Argument.Of(self), Interop.Argument.Of(other), Interop.Argument.Of(alpha)];
        return s_add_Scalar.CallTensor(arguments);
    }

    private static readonly Operator s_addInPlace_Tensor = new("aten::add_", "Tensor");

    /// <summary><c>aten::add_.Tensor(Tensor(a!) self, Tensor other, *, Scalar alpha=1) -&gt; Tensor(a!)</c></summary>
    public static void AddInPlace(this Tensor self, Tensor other, Scalar alpha = default)
    {
        ReadOnlySpan<Argument> arguments = [Interop.Argument.Of(self), Interop.Argument.Of(other), Interop.Argument.Of(alpha)];
        s_addInPlace_Tensor.CallVoid(arguments);
    }

    private static readonly Operator s_addInPlace_Scalar = new("aten::add_", "Scalar");

    /// <summary><c>aten::add_.Scalar(Tensor(a!) self, Scalar other, Scalar alpha=1) -&gt; Tensor(a!)</c></summary>
    public static void AddInPlace(this Tensor self, Scalar other, Scalar alpha = default)
    {
        ReadOnlySpan<Argument> arguments = [Interop.Argument.Of(self), Interop.Argument.Of(other), Interop.Argument.Of(alpha)];
        s_addInPlace_Scalar.CallVoid(arguments);
    }

    private static readonly Operator s_addcmulInPlace = new("aten::addcmul_", "");

    /// <summary><c>aten::addcmul_(Tensor(a!) self, Tensor tensor1, Tensor tensor2, *, Scalar value=1) -&gt; Tensor(a!)</c></summary>
    public static void AddcmulInPlace(this Tensor self, Tensor tensor1, Tensor tensor2, Scalar value = default)
    {
        ReadOnlySpan<Argument> arguments = [Interop.Argument.Of(self), Interop.Argument.Of(tensor1), Interop.Argument.Of(tensor2), Interop.Argument.Of(value)];
        s_addcmulInPlace.CallVoid(arguments);
    }

    private static readonly Operator s_addcdivInPlace = new("aten::addcdiv_", "");

    /// <summary><c>aten::addcdiv_(Tensor(a!) self, Tensor tensor1, Tensor tensor2, *, Scalar value=1) -&gt; Tensor(a!)</c></summary>
    public static void AddcdivInPlace(this Tensor self, Tensor tensor1, Tensor tensor2, Scalar value = default)
    {
        ReadOnlySpan<Argument> arguments = [Interop.Argument.Of(self), Interop.Argument.Of(tensor1), Interop.Argument.Of(tensor2), Interop.Argument.Of(value)];
        s_addcdivInPlace.CallVoid(arguments);
    }

    private static readonly Operator s_adaptiveAvgPool2d = new("aten::adaptive_avg_pool2d", "");

    /// <summary><c>aten::adaptive_avg_pool2d(Tensor self, SymInt[2] output_size) -&gt; Tensor</c></summary>
    public static Tensor AdaptiveAvgPool2d(this Tensor self, ReadOnlySpan<long> outputSize)
    {
        fixed (long* outputSizeItems = outputSize)
        {
            ReadOnlySpan<Argument> arguments = [Interop.Argument.Of(self), Interop.Argument.List(outputSizeItems, outputSize.Length)];
            return s_adaptiveAvgPool2d.CallTensor(arguments);
        }
    }

    private static readonly Operator s_all = new("aten::all", "");

    /// <summary><c>aten::all(Tensor self) -&gt; Tensor</c></summary>
    public static Tensor All(this Tensor self)
    {
        ReadOnlySpan<Argument> arguments = [Interop.Argument.Of(self)];
        return s_all.CallTensor(arguments);
    }

    private static readonly Operator s_amax = new("aten::amax", "");

    /// <summary><c>aten::amax(Tensor self, int[1] dim=[], bool keepdim=False) -&gt; Tensor</c></summary>
    public static Tensor Amax(this Tensor self, ReadOnlySpan<long> dim = default, bool? keepdim = null)
    {
        fixed (long* dimItems = dim)
        {
            ReadOnlySpan<Argument> arguments = [Interop.Argument.Of(self), Interop.Argument.List(dimItems, dim.Length), Interop.Argument.OfOptional(keepdim)];
            return s_amax.CallTensor(arguments);
        }
    }

    private static readonly Operator s_any = new("aten::any", "");

    /// <summary><c>aten::any(Tensor self) -&gt; Tensor</c></summary>
    public static Tensor Any(this Tensor self)
    {
        ReadOnlySpan<Argument> arguments = [Interop.Argument.Of(self)];
        return s_any.CallTensor(arguments);
    }

    private static readonly Operator s_argmax = new("aten::argmax", "");

    /// <summary><c>aten::argmax(Tensor self, int? dim=None, bool keepdim=False) -&gt; Tensor</c></summary>
    public static Tensor Argmax(this Tensor self, long? dim = null, bool? keepdim = null)
    {
        ReadOnlySpan<Argument> arguments = [Interop.Argument.Of(self), Interop.Argument.OfOptional(dim), Interop.Argument.OfOptional(keepdim)];
        return s_argmax.CallTensor(arguments);
    }

    private static readonly Operator s_argsort = new("aten::argsort", "");

    /// <summary><c>aten::argsort(Tensor self, int dim=-1, bool descending=False) -&gt; Tensor</c></summary>
    public static Tensor Argsort(this Tensor self, long? dim = null, bool? descending = null)
    {
        ReadOnlySpan<Argument> arguments = [Interop.Argument.Of(self), Interop.Argument.OfOptional(dim), Interop.Argument.OfOptional(descending)];
        return s_argsort.CallTensor(arguments);
    }

    private static readonly Operator s_avgPool2d = new("aten::avg_pool2d", "");

    /// <summary><c>aten::avg_pool2d(Tensor self, int[2] kernel_size, int[2] stride=[], int[2] padding=0, bool ceil_mode=False, bool count_include_pad=True, int? divisor_override=None) -&gt; Tensor</c></summary>
    public static Tensor AvgPool2d(this Tensor self, ReadOnlySpan<long> kernelSize, ReadOnlySpan<long> stride = default, ReadOnlySpan<long> padding = default, bool? ceilMode = null, bool? countIncludePad = null, long? divisorOverride = null)
    {
        fixed (long* kernelSizeItems = kernelSize)
        fixed (long* strideItems = stride)
        fixed (long* paddingItems = padding)
        {
            ReadOnlySpan<Argument> arguments = [Interop.Argument.Of(self), Interop.Argument.List(kernelSizeItems, kernelSize.Length), Interop.Argument.List(strideItems, stride.Length), Interop.Argument.List(paddingItems, padding.Length), Interop.Argument.OfOptional(ceilMode), Interop.Argument.OfOptional(countIncludePad), Interop.Argument.OfOptional(divisorOverride)];
            return s_avgPool2d.CallTensor(arguments);
        }
    }

    private static readonly Operator s_batchNorm = new("aten::batch_norm", "");

    /// <summary><c>aten::batch_norm(Tensor input, Tensor? weight, Tensor? bias, Tensor? running_mean, Tensor? running_var, bool training, float momentum, float eps, bool cudnn_enabled) -&gt; Tensor</c></summary>
    public static Tensor BatchNorm(this Tensor input, Tensor? weight, Tensor? bias, Tensor? runningMean, Tensor? runningVar, bool training, double momentum, double eps, bool cudnnEnabled)
    {
        ReadOnlySpan<Argument> arguments = [Interop.Argument.Of(input), Interop.Argument.OfOptional(weight), Interop.Argument.OfOptional(bias), Interop.Argument.OfOptional(runningMean), Interop.Argument.OfOptional(runningVar), Interop.Argument.Of(training), Interop.Argument.Of(momentum), Interop.Argument.Of(eps), Interop.Argument.Of(cudnnEnabled)];
        return s_batchNorm.CallTensor(arguments);
    }

    private static readonly Operator s_bernoulliInPlace_float = new("aten::bernoulli_", "float");

    /// <summary><c>aten::bernoulli_.float(Tensor(a!) self, float p=0.5, *, Generator? generator=None) -&gt; Tensor(a!)</c></summary>
    public static void BernoulliInPlace(this Tensor self, double? p = null)
    {
        ReadOnlySpan<Argument> arguments = [Interop.Argument.Of(self), Interop.Argument.OfOptional(p)];
        s_bernoulliInPlace_float.CallVoid(arguments);
    }

    private static readonly Operator s_bmm = new("aten::bmm", "");

    /// <summary><c>aten::bmm(Tensor self, Tensor mat2) -&gt; Tensor</c></summary>
    public static Tensor Bmm(this Tensor self, Tensor mat2)
    {
        ReadOnlySpan<Argument> arguments = [Interop.Argument.Of(self), Interop.Argument.Of(mat2)];
        return s_bmm.CallTensor(arguments);
    }

    private static readonly Operator s_cat = new("aten::cat", "");

    /// <summary><c>aten::cat(Tensor[] tensors, int dim=0) -&gt; Tensor</c></summary>
    public static Tensor Cat(ReadOnlySpan<Tensor> tensors, long? dim = null)
    {
        IntPtr* tensorsItems = stackalloc IntPtr[tensors.Length];
        for (int i = 0; i < tensors.Length; i++) tensorsItems[i] = tensors[i].Handle;
        ReadOnlySpan<Argument> arguments = [Interop.Argument.List(tensorsItems, tensors.Length), Interop.Argument.OfOptional(dim)];
        return s_cat.CallTensor(arguments);
    }

    private static readonly Operator s_clamp = new("aten::clamp", "");

    /// <summary><c>aten::clamp(Tensor self, Scalar? min=None, Scalar? max=None) -&gt; Tensor</c></summary>
    public static Tensor Clamp(this Tensor self, Scalar min = default, Scalar max = default)
    {
        ReadOnlySpan<Argument> arguments = [Interop.Argument.Of(self), Interop.Argument.Of(min), Interop.Argument.Of(max)];
        return s_clamp.CallTensor(arguments);
    }

    private static readonly Operator s_clampMin = new("aten::clamp_min", "");

    /// <summary><c>aten::clamp_min(Tensor self, Scalar min) -&gt; Tensor</c></summary>
    public static Tensor ClampMin(this Tensor self, Scalar min)
    {
        ReadOnlySpan<Argument> arguments = [Interop.Argument.Of(self), Interop.Argument.Of(min)];
        return s_clampMin.CallTensor(arguments);
    }

    private static readonly Operator s_constantPadNd = new("aten::constant_pad_nd", "");

    /// <summary><c>aten::constant_pad_nd(Tensor self, int[] pad, Scalar value=0) -&gt; Tensor</c></summary>
    public static Tensor ConstantPadNd(this Tensor self, ReadOnlySpan<long> pad, Scalar value = default)
    {
        fixed (long* padItems = pad)
        {
            ReadOnlySpan<Argument> arguments = [Interop.Argument.Of(self), Interop.Argument.List(padItems, pad.Length), Interop.Argument.Of(value)];
            return s_constantPadNd.CallTensor(arguments);
        }
    }

    private static readonly Operator s_conv1d = new("aten::conv1d", "");

    /// <summary><c>aten::conv1d(Tensor input, Tensor weight, Tensor? bias=None, int[1] stride=[1], int[1] padding=[0], int[1] dilation=[1], int groups=1) -&gt; Tensor</c></summary>
    public static Tensor Conv1d(this Tensor input, Tensor weight, Tensor? bias = null, ReadOnlySpan<long> stride = default, ReadOnlySpan<long> padding = default, ReadOnlySpan<long> dilation = default, long? groups = null)
    {
        fixed (long* strideItems = stride)
        fixed (long* paddingItems = padding)
        fixed (long* dilationItems = dilation)
        {
            ReadOnlySpan<Argument> arguments = [Interop.Argument.Of(input), Interop.Argument.Of(weight), Interop.Argument.OfOptional(bias), Interop.Argument.List(strideItems, stride.Length), Interop.Argument.List(paddingItems, padding.Length), Interop.Argument.List(dilationItems, dilation.Length), Interop.Argument.OfOptional(groups)];
            return s_conv1d.CallTensor(arguments);
        }
    }

    private static readonly Operator s_conv2d = new("aten::conv2d", "");

    /// <summary><c>aten::conv2d(Tensor input, Tensor weight, Tensor? bias=None, int[2] stride=1, int[2] padding=0, int[2] dilation=1, int groups=1) -&gt; Tensor</c></summary>
    public static Tensor Conv2d(this Tensor input, Tensor weight, Tensor? bias = null, ReadOnlySpan<long> stride = default, ReadOnlySpan<long> padding = default, ReadOnlySpan<long> dilation = default, long? groups = null)
    {
        fixed (long* strideItems = stride)
        fixed (long* paddingItems = padding)
        fixed (long* dilationItems = dilation)
        {
            ReadOnlySpan<Argument> arguments = [Interop.Argument.Of(input), Interop.Argument.Of(weight), Interop.Argument.OfOptional(bias), Interop.Argument.List(strideItems, stride.Length), Interop.Argument.List(paddingItems, padding.Length), Interop.Argument.List(dilationItems, dilation.Length), Interop.Argument.OfOptional(groups)];
            return s_conv2d.CallTensor(arguments);
        }
    }

    private static readonly Operator s_convTranspose2d_input = new("aten::conv_transpose2d", "input");

    /// <summary><c>aten::conv_transpose2d.input(Tensor input, Tensor weight, Tensor? bias=None, int[2] stride=1, int[2] padding=0, int[2] output_padding=0, int groups=1, int[2] dilation=1) -&gt; Tensor</c></summary>
    public static Tensor ConvTranspose2d(this Tensor input, Tensor weight, Tensor? bias = null, ReadOnlySpan<long> stride = default, ReadOnlySpan<long> padding = default, ReadOnlySpan<long> outputPadding = default, long? groups = null, ReadOnlySpan<long> dilation = default)
    {
        fixed (long* strideItems = stride)
        fixed (long* paddingItems = padding)
        fixed (long* outputPaddingItems = outputPadding)
        fixed (long* dilationItems = dilation)
        {
            ReadOnlySpan<Argument> arguments = [Interop.Argument.Of(input), Interop.Argument.Of(weight), Interop.Argument.OfOptional(bias), Interop.Argument.List(strideItems, stride.Length), Interop.Argument.List(paddingItems, padding.Length), Interop.Argument.List(outputPaddingItems, outputPadding.Length), Interop.Argument.OfOptional(groups), Interop.Argument.List(dilationItems, dilation.Length)];
            return s_convTranspose2d_input.CallTensor(arguments);
        }
    }

    private static readonly Operator s_copyInPlace = new("aten::copy_", "");

    /// <summary><c>aten::copy_(Tensor(a!) self, Tensor src, bool non_blocking=False) -&gt; Tensor(a!)</c></summary>
    public static void CopyInPlace(this Tensor self, Tensor src, bool? nonBlocking = null)
    {
        ReadOnlySpan<Argument> arguments = [Interop.Argument.Of(self), Interop.Argument.Of(src), Interop.Argument.OfOptional(nonBlocking)];
        s_copyInPlace.CallVoid(arguments);
    }

    private static readonly Operator s_cos = new("aten::cos", "");

    /// <summary><c>aten::cos(Tensor self) -&gt; Tensor</c></summary>
    public static Tensor Cos(this Tensor self)
    {
        ReadOnlySpan<Argument> arguments = [Interop.Argument.Of(self)];
        return s_cos.CallTensor(arguments);
    }

    private static readonly Operator s_crossEntropyLoss = new("aten::cross_entropy_loss", "");

    /// <summary><c>aten::cross_entropy_loss(Tensor self, Tensor target, Tensor? weight=None, int reduction=1, int ignore_index=-100, float label_smoothing=0.) -&gt; Tensor</c></summary>
    public static Tensor CrossEntropyLoss(this Tensor self, Tensor target, Tensor? weight = null, long? reduction = null, long? ignoreIndex = null, double? labelSmoothing = null)
    {
        ReadOnlySpan<Argument> arguments = [Interop.Argument.Of(self), Interop.Argument.Of(target), Interop.Argument.OfOptional(weight), Interop.Argument.OfOptional(reduction), Interop.Argument.OfOptional(ignoreIndex), Interop.Argument.OfOptional(labelSmoothing)];
        return s_crossEntropyLoss.CallTensor(arguments);
    }

    private static readonly Operator s_cumsum = new("aten::cumsum", "");

    /// <summary><c>aten::cumsum(Tensor self, int dim, *, ScalarType? dtype=None) -&gt; Tensor</c></summary>
    public static Tensor Cumsum(this Tensor self, long dim, ScalarType? dtype = null)
    {
        ReadOnlySpan<Argument> arguments = [Interop.Argument.Of(self), Interop.Argument.Of(dim), Interop.Argument.OfOptional(dtype)];
        return s_cumsum.CallTensor(arguments);
    }

    private static readonly Operator s_detach = new("aten::detach", "");

    /// <summary><c>aten::detach(Tensor(a) self) -&gt; Tensor(a)</c></summary>
    public static Tensor Detach(this Tensor self)
    {
        ReadOnlySpan<Argument> arguments = [Interop.Argument.Of(self)];
        return s_detach.CallTensor(arguments);
    }

    private static readonly Operator s_diagonal = new("aten::diagonal", "");

    /// <summary><c>aten::diagonal(Tensor(a) self, int offset=0, int dim1=0, int dim2=1) -&gt; Tensor(a)</c></summary>
    public static Tensor Diagonal(this Tensor self, long? offset = null, long? dim1 = null, long? dim2 = null)
    {
        ReadOnlySpan<Argument> arguments = [Interop.Argument.Of(self), Interop.Argument.OfOptional(offset), Interop.Argument.OfOptional(dim1), Interop.Argument.OfOptional(dim2)];
        return s_diagonal.CallTensor(arguments);
    }

    private static readonly Operator s_div_Tensor = new("aten::div", "Tensor");

    /// <summary><c>aten::div.Tensor(Tensor self, Tensor other) -&gt; Tensor</c></summary>
    public static Tensor Div(this Tensor self, Tensor other)
    {
        ReadOnlySpan<Argument> arguments = [Interop.Argument.Of(self), Interop.Argument.Of(other)];
        return s_div_Tensor.CallTensor(arguments);
    }

    private static readonly Operator s_div_Scalar = new("aten::div", "Scalar");

    /// <summary><c>aten::div.Scalar(Tensor self, Scalar other) -&gt; Tensor</c></summary>
    public static Tensor Div(this Tensor self, Scalar other)
    {
        ReadOnlySpan<Argument> arguments = [Interop.Argument.Of(self), Interop.Argument.Of(other)];
        return s_div_Scalar.CallTensor(arguments);
    }

    private static readonly Operator s_dropout = new("aten::dropout", "");

    /// <summary><c>aten::dropout(Tensor input, float p, bool train) -&gt; Tensor</c></summary>
    public static Tensor Dropout(this Tensor input, double p, bool train)
    {
        ReadOnlySpan<Argument> arguments = [Interop.Argument.Of(input), Interop.Argument.Of(p), Interop.Argument.Of(train)];
        return s_dropout.CallTensor(arguments);
    }

    private static readonly Operator s_einsum = new("aten::einsum", "");

    /// <summary><c>aten::einsum(str equation, Tensor[] tensors, *, int[]? path=None) -&gt; Tensor</c></summary>
    public static Tensor Einsum(ReadOnlySpan<byte> equation, ReadOnlySpan<Tensor> tensors, ReadOnlySpan<long> path = default)
    {
        IntPtr* tensorsItems = stackalloc IntPtr[tensors.Length];
        for (int i = 0; i < tensors.Length; i++) tensorsItems[i] = tensors[i].Handle;
        fixed (long* pathItems = path)
        fixed (byte* equationItems = equation)
        {
            ReadOnlySpan<Argument> arguments = [Interop.Argument.Text(equationItems, equation.Length), Interop.Argument.List(tensorsItems, tensors.Length), Interop.Argument.List(pathItems, path.Length)];
            return s_einsum.CallTensor(arguments);
        }
    }

    private static readonly Operator s_elu = new("aten::elu", "");

    /// <summary><c>aten::elu(Tensor self, Scalar alpha=1, Scalar scale=1, Scalar input_scale=1) -&gt; Tensor</c></summary>
    public static Tensor Elu(this Tensor self, Scalar alpha = default, Scalar scale = default, Scalar inputScale = default)
    {
        ReadOnlySpan<Argument> arguments = [Interop.Argument.Of(self), Interop.Argument.Of(alpha), Interop.Argument.Of(scale), Interop.Argument.Of(inputScale)];
        return s_elu.CallTensor(arguments);
    }

    private static readonly Operator s_embedding = new("aten::embedding", "");

    /// <summary><c>aten::embedding(Tensor weight, Tensor indices, int padding_idx=-1, bool scale_grad_by_freq=False, bool sparse=False) -&gt; Tensor</c></summary>
    public static Tensor Embedding(this Tensor weight, Tensor indices, long? paddingIdx = null, bool? scaleGradByFreq = null, bool? sparse = null)
    {
        ReadOnlySpan<Argument> arguments = [Interop.Argument.Of(weight), Interop.Argument.Of(indices), Interop.Argument.OfOptional(paddingIdx), Interop.Argument.OfOptional(scaleGradByFreq), Interop.Argument.OfOptional(sparse)];
        return s_embedding.CallTensor(arguments);
    }

    private static readonly Operator s_eq_Tensor = new("aten::eq", "Tensor");

    /// <summary><c>aten::eq.Tensor(Tensor self, Tensor other) -&gt; Tensor</c></summary>
    public static Tensor Eq(this Tensor self, Tensor other)
    {
        ReadOnlySpan<Argument> arguments = [Interop.Argument.Of(self), Interop.Argument.Of(other)];
        return s_eq_Tensor.CallTensor(arguments);
    }

    private static readonly Operator s_eq_Scalar = new("aten::eq", "Scalar");

    /// <summary><c>aten::eq.Scalar(Tensor self, Scalar other) -&gt; Tensor</c></summary>
    public static Tensor Eq(this Tensor self, Scalar other)
    {
        ReadOnlySpan<Argument> arguments = [Interop.Argument.Of(self), Interop.Argument.Of(other)];
        return s_eq_Scalar.CallTensor(arguments);
    }

    private static readonly Operator s_exp = new("aten::exp", "");

    /// <summary><c>aten::exp(Tensor self) -&gt; Tensor</c></summary>
    public static Tensor Exp(this Tensor self)
    {
        ReadOnlySpan<Argument> arguments = [Interop.Argument.Of(self)];
        return s_exp.CallTensor(arguments);
    }

    private static readonly Operator s_expand = new("aten::expand", "");

    /// <summary><c>aten::expand(Tensor(a) self, SymInt[] size, *, bool implicit=False) -&gt; Tensor(a)</c></summary>
    public static Tensor Expand(this Tensor self, ReadOnlySpan<long> size, bool? @implicit = null)
    {
        fixed (long* sizeItems = size)
        {
            ReadOnlySpan<Argument> arguments = [Interop.Argument.Of(self), Interop.Argument.List(sizeItems, size.Length), Interop.Argument.OfOptional(@implicit)];
            return s_expand.CallTensor(arguments);
        }
    }

    private static readonly Operator s_fillInPlace_Scalar = new("aten::fill_", "Scalar");

    /// <summary><c>aten::fill_.Scalar(Tensor(a!) self, Scalar value) -&gt; Tensor(a!)</c></summary>
    public static void FillInPlace(this Tensor self, Scalar value)
    {
        ReadOnlySpan<Argument> arguments = [Interop.Argument.Of(self), Interop.Argument.Of(value)];
        s_fillInPlace_Scalar.CallVoid(arguments);
    }

    private static readonly Operator s_fillDiagonalInPlace = new("aten::fill_diagonal_", "");

    /// <summary><c>aten::fill_diagonal_(Tensor(a!) self, Scalar fill_value, bool wrap=False) -&gt; Tensor(a!)</c></summary>
    public static void FillDiagonalInPlace(this Tensor self, Scalar fillValue, bool? wrap = null)
    {
        ReadOnlySpan<Argument> arguments = [Interop.Argument.Of(self), Interop.Argument.Of(fillValue), Interop.Argument.OfOptional(wrap)];
        s_fillDiagonalInPlace.CallVoid(arguments);
    }

    private static readonly Operator s_flatten_using_ints = new("aten::flatten", "using_ints");

    /// <summary><c>aten::flatten.using_ints(Tensor(a) self, int start_dim=0, int end_dim=-1) -&gt; Tensor(a)</c></summary>
    public static Tensor Flatten(this Tensor self, long? startDim = null, long? endDim = null)
    {
        ReadOnlySpan<Argument> arguments = [Interop.Argument.Of(self), Interop.Argument.OfOptional(startDim), Interop.Argument.OfOptional(endDim)];
        return s_flatten_using_ints.CallTensor(arguments);
    }

    private static readonly Operator s_gather = new("aten::gather", "");

    /// <summary><c>aten::gather(Tensor self, int dim, Tensor index, *, bool sparse_grad=False) -&gt; Tensor</c></summary>
    public static Tensor Gather(this Tensor self, long dim, Tensor index, bool? sparseGrad = null)
    {
        ReadOnlySpan<Argument> arguments = [Interop.Argument.Of(self), Interop.Argument.Of(dim), Interop.Argument.Of(index), Interop.Argument.OfOptional(sparseGrad)];
        return s_gather.CallTensor(arguments);
    }

    private static readonly Operator s_gelu = new("aten::gelu", "");

    /// <summary><c>aten::gelu(Tensor self, *, str approximate="none") -&gt; Tensor</c></summary>
    public static Tensor Gelu(this Tensor self, ReadOnlySpan<byte> approximate = default)
    {
        fixed (byte* approximateItems = approximate)
        {
            ReadOnlySpan<Argument> arguments = [Interop.Argument.Of(self), Interop.Argument.Text(approximateItems, approximate.Length)];
            return s_gelu.CallTensor(arguments);
        }
    }

    private static readonly Operator s_ge_Scalar = new("aten::ge", "Scalar");

    /// <summary><c>aten::ge.Scalar(Tensor self, Scalar other) -&gt; Tensor</c></summary>
    public static Tensor Ge(this Tensor self, Scalar other)
    {
        ReadOnlySpan<Argument> arguments = [Interop.Argument.Of(self), Interop.Argument.Of(other)];
        return s_ge_Scalar.CallTensor(arguments);
    }

    private static readonly Operator s_groupNorm = new("aten::group_norm", "");

    /// <summary><c>aten::group_norm(Tensor input, int num_groups, Tensor? weight=None, Tensor? bias=None, float eps=1.0000000000000001e-05, bool cudnn_enabled=True) -&gt; Tensor</c></summary>
    public static Tensor GroupNorm(this Tensor input, long numGroups, Tensor? weight = null, Tensor? bias = null, double? eps = null, bool? cudnnEnabled = null)
    {
        ReadOnlySpan<Argument> arguments = [Interop.Argument.Of(input), Interop.Argument.Of(numGroups), Interop.Argument.OfOptional(weight), Interop.Argument.OfOptional(bias), Interop.Argument.OfOptional(eps), Interop.Argument.OfOptional(cudnnEnabled)];
        return s_groupNorm.CallTensor(arguments);
    }

    private static readonly Operator s_gru_input = new("aten::gru", "input");

    /// <summary><c>aten::gru.input(Tensor input, Tensor hx, Tensor[] params, bool has_biases, int num_layers, float dropout, bool train, bool bidirectional, bool batch_first) -&gt; (Tensor, Tensor)</c></summary>
    public static (Tensor, Tensor) Gru(this Tensor input, Tensor hx, ReadOnlySpan<Tensor> @params, bool hasBiases, long numLayers, double dropout, bool train, bool bidirectional, bool batchFirst)
    {
        IntPtr* paramsItems = stackalloc IntPtr[@params.Length];
        for (int i = 0; i < @params.Length; i++) paramsItems[i] = @params[i].Handle;
        ReadOnlySpan<Argument> arguments = [Interop.Argument.Of(input), Interop.Argument.Of(hx), Interop.Argument.List(paramsItems, @params.Length), Interop.Argument.Of(hasBiases), Interop.Argument.Of(numLayers), Interop.Argument.Of(dropout), Interop.Argument.Of(train), Interop.Argument.Of(bidirectional), Interop.Argument.Of(batchFirst)];
        Span<Argument> results = stackalloc Argument[2];
        s_gru_input.Call(arguments, results);
        return (Operator.TakeTensor(results[0]), Operator.TakeTensor(results[1]));
    }

    private static readonly Operator s_gt_Scalar = new("aten::gt", "Scalar");

    /// <summary><c>aten::gt.Scalar(Tensor self, Scalar other) -&gt; Tensor</c></summary>
    public static Tensor Gt(this Tensor self, Scalar other)
    {
        ReadOnlySpan<Argument> arguments = [Interop.Argument.Of(self), Interop.Argument.Of(other)];
        return s_gt_Scalar.CallTensor(arguments);
    }

    private static readonly Operator s_indexAdd = new("aten::index_add", "");

    /// <summary><c>aten::index_add(Tensor self, int dim, Tensor index, Tensor source, *, Scalar alpha=1) -&gt; Tensor</c></summary>
    public static Tensor IndexAdd(this Tensor self, long dim, Tensor index, Tensor source, Scalar alpha = default)
    {
        ReadOnlySpan<Argument> arguments = [Interop.Argument.Of(self), Interop.Argument.Of(dim), Interop.Argument.Of(index), Interop.Argument.Of(source), Interop.Argument.Of(alpha)];
        return s_indexAdd.CallTensor(arguments);
    }

    private static readonly Operator s_indexCopyInPlace = new("aten::index_copy_", "");

    /// <summary><c>aten::index_copy_(Tensor(a!) self, int dim, Tensor index, Tensor source) -&gt; Tensor(a!)</c></summary>
    public static void IndexCopyInPlace(this Tensor self, long dim, Tensor index, Tensor source)
    {
        ReadOnlySpan<Argument> arguments = [Interop.Argument.Of(self), Interop.Argument.Of(dim), Interop.Argument.Of(index), Interop.Argument.Of(source)];
        s_indexCopyInPlace.CallVoid(arguments);
    }

    private static readonly Operator s_indexSelect = new("aten::index_select", "");

    /// <summary><c>aten::index_select(Tensor self, int dim, Tensor index) -&gt; Tensor</c></summary>
    public static Tensor IndexSelect(this Tensor self, long dim, Tensor index)
    {
        ReadOnlySpan<Argument> arguments = [Interop.Argument.Of(self), Interop.Argument.Of(dim), Interop.Argument.Of(index)];
        return s_indexSelect.CallTensor(arguments);
    }

    private static readonly Operator s_isfinite = new("aten::isfinite", "");

    /// <summary><c>aten::isfinite(Tensor self) -&gt; Tensor</c></summary>
    public static Tensor Isfinite(this Tensor self)
    {
        ReadOnlySpan<Argument> arguments = [Interop.Argument.Of(self)];
        return s_isfinite.CallTensor(arguments);
    }

    private static readonly Operator s_layerNorm = new("aten::layer_norm", "");

    /// <summary><c>aten::layer_norm(Tensor input, int[] normalized_shape, Tensor? weight=None, Tensor? bias=None, float eps=1.0000000000000001e-05, bool cudnn_enable=True) -&gt; Tensor</c></summary>
    public static Tensor LayerNorm(this Tensor input, ReadOnlySpan<long> normalizedShape, Tensor? weight = null, Tensor? bias = null, double? eps = null, bool? cudnnEnable = null)
    {
        fixed (long* normalizedShapeItems = normalizedShape)
        {
            ReadOnlySpan<Argument> arguments = [Interop.Argument.Of(input), Interop.Argument.List(normalizedShapeItems, normalizedShape.Length), Interop.Argument.OfOptional(weight), Interop.Argument.OfOptional(bias), Interop.Argument.OfOptional(eps), Interop.Argument.OfOptional(cudnnEnable)];
            return s_layerNorm.CallTensor(arguments);
        }
    }

    private static readonly Operator s_linalgCholesky = new("aten::linalg_cholesky", "");

    /// <summary><c>aten::linalg_cholesky(Tensor self, *, bool upper=False) -&gt; Tensor</c></summary>
    public static Tensor LinalgCholesky(this Tensor self, bool? upper = null)
    {
        ReadOnlySpan<Argument> arguments = [Interop.Argument.Of(self), Interop.Argument.OfOptional(upper)];
        return s_linalgCholesky.CallTensor(arguments);
    }

    private static readonly Operator s_linalgEigh = new("aten::linalg_eigh", "");

    /// <summary><c>aten::linalg_eigh(Tensor self, str UPLO="L") -&gt; (Tensor eigenvalues, Tensor eigenvectors)</c></summary>
    public static (Tensor, Tensor) LinalgEigh(this Tensor self, ReadOnlySpan<byte> UPLO = default)
    {
        fixed (byte* UPLOItems = UPLO)
        {
            ReadOnlySpan<Argument> arguments = [Interop.Argument.Of(self), Interop.Argument.Text(UPLOItems, UPLO.Length)];
            Span<Argument> results = stackalloc Argument[2];
            s_linalgEigh.Call(arguments, results);
            return (Operator.TakeTensor(results[0]), Operator.TakeTensor(results[1]));
        }
    }

    private static readonly Operator s_linalgEigvalsh = new("aten::linalg_eigvalsh", "");

    /// <summary><c>aten::linalg_eigvalsh(Tensor self, str UPLO="L") -&gt; Tensor</c></summary>
    public static Tensor LinalgEigvalsh(this Tensor self, ReadOnlySpan<byte> UPLO = default)
    {
        fixed (byte* UPLOItems = UPLO)
        {
            ReadOnlySpan<Argument> arguments = [Interop.Argument.Of(self), Interop.Argument.Text(UPLOItems, UPLO.Length)];
            return s_linalgEigvalsh.CallTensor(arguments);
        }
    }

    private static readonly Operator s_linalgSolve = new("aten::linalg_solve", "");

    /// <summary><c>aten::linalg_solve(Tensor A, Tensor B, *, bool left=True) -&gt; Tensor</c></summary>
    public static Tensor LinalgSolve(this Tensor A, Tensor B, bool? left = null)
    {
        ReadOnlySpan<Argument> arguments = [Interop.Argument.Of(A), Interop.Argument.Of(B), Interop.Argument.OfOptional(left)];
        return s_linalgSolve.CallTensor(arguments);
    }

    private static readonly Operator s_linalgSolveTriangular = new("aten::linalg_solve_triangular", "");

    /// <summary><c>aten::linalg_solve_triangular(Tensor self, Tensor B, *, bool upper, bool left=True, bool unitriangular=False) -&gt; Tensor</c></summary>
    public static Tensor LinalgSolveTriangular(this Tensor self, Tensor B, bool upper, bool? left = null, bool? unitriangular = null)
    {
        ReadOnlySpan<Argument> arguments = [Interop.Argument.Of(self), Interop.Argument.Of(B), Interop.Argument.Of(upper), Interop.Argument.OfOptional(left), Interop.Argument.OfOptional(unitriangular)];
        return s_linalgSolveTriangular.CallTensor(arguments);
    }

    private static readonly Operator s_linalgSvd = new("aten::linalg_svd", "");

    /// <summary><c>aten::linalg_svd(Tensor A, bool full_matrices=True, *, str? driver=None) -&gt; (Tensor U, Tensor S, Tensor Vh)</c></summary>
    public static (Tensor, Tensor, Tensor) LinalgSvd(this Tensor A, bool? fullMatrices = null, ReadOnlySpan<byte> driver = default)
    {
        fixed (byte* driverItems = driver)
        {
            ReadOnlySpan<Argument> arguments = [Interop.Argument.Of(A), Interop.Argument.OfOptional(fullMatrices), Interop.Argument.Text(driverItems, driver.Length)];
            Span<Argument> results = stackalloc Argument[3];
            s_linalgSvd.Call(arguments, results);
            return (Operator.TakeTensor(results[0]), Operator.TakeTensor(results[1]), Operator.TakeTensor(results[2]));
        }
    }

    private static readonly Operator s_linalgVectorNorm = new("aten::linalg_vector_norm", "");

    /// <summary><c>aten::linalg_vector_norm(Tensor self, Scalar ord=2, int[1]? dim=None, bool keepdim=False, *, ScalarType? dtype=None) -&gt; Tensor</c></summary>
    public static Tensor LinalgVectorNorm(this Tensor self, Scalar ord = default, ReadOnlySpan<long> dim = default, bool? keepdim = null, ScalarType? dtype = null)
    {
        fixed (long* dimItems = dim)
        {
            ReadOnlySpan<Argument> arguments = [Interop.Argument.Of(self), Interop.Argument.Of(ord), Interop.Argument.List(dimItems, dim.Length), Interop.Argument.OfOptional(keepdim), Interop.Argument.OfOptional(dtype)];
            return s_linalgVectorNorm.CallTensor(arguments);
        }
    }

    private static readonly Operator s_linear = new("aten::linear", "");

    /// <summary><c>aten::linear(Tensor input, Tensor weight, Tensor? bias=None) -&gt; Tensor</c></summary>
    public static Tensor Linear(this Tensor input, Tensor weight, Tensor? bias = null)
    {
        ReadOnlySpan<Argument> arguments = [Interop.Argument.Of(input), Interop.Argument.Of(weight), Interop.Argument.OfOptional(bias)];
        return s_linear.CallTensor(arguments);
    }

    private static readonly Operator s_log = new("aten::log", "");

    /// <summary><c>aten::log(Tensor self) -&gt; Tensor</c></summary>
    public static Tensor Log(this Tensor self)
    {
        ReadOnlySpan<Argument> arguments = [Interop.Argument.Of(self)];
        return s_log.CallTensor(arguments);
    }

    private static readonly Operator s_logSoftmax_int = new("aten::log_softmax", "int");

    /// <summary><c>aten::log_softmax.int(Tensor self, int dim, ScalarType? dtype=None) -&gt; Tensor</c></summary>
    public static Tensor LogSoftmax(this Tensor self, long dim, ScalarType? dtype = null)
    {
        ReadOnlySpan<Argument> arguments = [Interop.Argument.Of(self), Interop.Argument.Of(dim), Interop.Argument.OfOptional(dtype)];
        return s_logSoftmax_int.CallTensor(arguments);
    }

    private static readonly Operator s_logsumexp = new("aten::logsumexp", "");

    /// <summary><c>aten::logsumexp(Tensor self, int[1] dim, bool keepdim=False) -&gt; Tensor</c></summary>
    public static Tensor Logsumexp(this Tensor self, ReadOnlySpan<long> dim, bool? keepdim = null)
    {
        fixed (long* dimItems = dim)
        {
            ReadOnlySpan<Argument> arguments = [Interop.Argument.Of(self), Interop.Argument.List(dimItems, dim.Length), Interop.Argument.OfOptional(keepdim)];
            return s_logsumexp.CallTensor(arguments);
        }
    }

    private static readonly Operator s_lstm_input = new("aten::lstm", "input");

    /// <summary><c>aten::lstm.input(Tensor input, Tensor[] hx, Tensor[] params, bool has_biases, int num_layers, float dropout, bool train, bool bidirectional, bool batch_first) -&gt; (Tensor, Tensor, Tensor)</c></summary>
    public static (Tensor, Tensor, Tensor) Lstm(this Tensor input, ReadOnlySpan<Tensor> hx, ReadOnlySpan<Tensor> @params, bool hasBiases, long numLayers, double dropout, bool train, bool bidirectional, bool batchFirst)
    {
        IntPtr* hxItems = stackalloc IntPtr[hx.Length];
        for (int i = 0; i < hx.Length; i++) hxItems[i] = hx[i].Handle;
        IntPtr* paramsItems = stackalloc IntPtr[@params.Length];
        for (int i = 0; i < @params.Length; i++) paramsItems[i] = @params[i].Handle;
        ReadOnlySpan<Argument> arguments = [Interop.Argument.Of(input), Interop.Argument.List(hxItems, hx.Length), Interop.Argument.List(paramsItems, @params.Length), Interop.Argument.Of(hasBiases), Interop.Argument.Of(numLayers), Interop.Argument.Of(dropout), Interop.Argument.Of(train), Interop.Argument.Of(bidirectional), Interop.Argument.Of(batchFirst)];
        Span<Argument> results = stackalloc Argument[3];
        s_lstm_input.Call(arguments, results);
        return (Operator.TakeTensor(results[0]), Operator.TakeTensor(results[1]), Operator.TakeTensor(results[2]));
    }

    private static readonly Operator s_lt_Scalar = new("aten::lt", "Scalar");

    /// <summary><c>aten::lt.Scalar(Tensor self, Scalar other) -&gt; Tensor</c></summary>
    public static Tensor Lt(this Tensor self, Scalar other)
    {
        ReadOnlySpan<Argument> arguments = [Interop.Argument.Of(self), Interop.Argument.Of(other)];
        return s_lt_Scalar.CallTensor(arguments);
    }

    private static readonly Operator s_maskedFill_Scalar = new("aten::masked_fill", "Scalar");

    /// <summary><c>aten::masked_fill.Scalar(Tensor self, Tensor mask, Scalar value) -&gt; Tensor</c></summary>
    public static Tensor MaskedFill(this Tensor self, Tensor mask, Scalar value)
    {
        ReadOnlySpan<Argument> arguments = [Interop.Argument.Of(self), Interop.Argument.Of(mask), Interop.Argument.Of(value)];
        return s_maskedFill_Scalar.CallTensor(arguments);
    }

    private static readonly Operator s_maskedFillInPlace_Scalar = new("aten::masked_fill_", "Scalar");

    /// <summary><c>aten::masked_fill_.Scalar(Tensor(a!) self, Tensor mask, Scalar value) -&gt; Tensor(a!)</c></summary>
    public static void MaskedFillInPlace(this Tensor self, Tensor mask, Scalar value)
    {
        ReadOnlySpan<Argument> arguments = [Interop.Argument.Of(self), Interop.Argument.Of(mask), Interop.Argument.Of(value)];
        s_maskedFillInPlace_Scalar.CallVoid(arguments);
    }

    private static readonly Operator s_maskedSelect = new("aten::masked_select", "");

    /// <summary><c>aten::masked_select(Tensor self, Tensor mask) -&gt; Tensor</c></summary>
    public static Tensor MaskedSelect(this Tensor self, Tensor mask)
    {
        ReadOnlySpan<Argument> arguments = [Interop.Argument.Of(self), Interop.Argument.Of(mask)];
        return s_maskedSelect.CallTensor(arguments);
    }

    private static readonly Operator s_matmul = new("aten::matmul", "");

    /// <summary><c>aten::matmul(Tensor self, Tensor other) -&gt; Tensor</c></summary>
    public static Tensor Matmul(this Tensor self, Tensor other)
    {
        ReadOnlySpan<Argument> arguments = [Interop.Argument.Of(self), Interop.Argument.Of(other)];
        return s_matmul.CallTensor(arguments);
    }

    private static readonly Operator s_maxPool2d = new("aten::max_pool2d", "");

    /// <summary><c>aten::max_pool2d(Tensor self, int[2] kernel_size, int[2] stride=[], int[2] padding=0, int[2] dilation=1, bool ceil_mode=False) -&gt; Tensor</c></summary>
    public static Tensor MaxPool2d(this Tensor self, ReadOnlySpan<long> kernelSize, ReadOnlySpan<long> stride = default, ReadOnlySpan<long> padding = default, ReadOnlySpan<long> dilation = default, bool? ceilMode = null)
    {
        fixed (long* kernelSizeItems = kernelSize)
        fixed (long* strideItems = stride)
        fixed (long* paddingItems = padding)
        fixed (long* dilationItems = dilation)
        {
            ReadOnlySpan<Argument> arguments = [Interop.Argument.Of(self), Interop.Argument.List(kernelSizeItems, kernelSize.Length), Interop.Argument.List(strideItems, stride.Length), Interop.Argument.List(paddingItems, padding.Length), Interop.Argument.List(dilationItems, dilation.Length), Interop.Argument.OfOptional(ceilMode)];
            return s_maxPool2d.CallTensor(arguments);
        }
    }

    private static readonly Operator s_max = new("aten::max", "");

    /// <summary><c>aten::max(Tensor self) -&gt; Tensor</c></summary>
    public static Tensor Max(this Tensor self)
    {
        ReadOnlySpan<Argument> arguments = [Interop.Argument.Of(self)];
        return s_max.CallTensor(arguments);
    }

    private static readonly Operator s_max_dim = new("aten::max", "dim");

    /// <summary><c>aten::max.dim(Tensor self, int dim, bool keepdim=False) -&gt; (Tensor values, Tensor indices)</c></summary>
    public static (Tensor, Tensor) MaxAlong(this Tensor self, long dim, bool? keepdim = null)
    {
        ReadOnlySpan<Argument> arguments = [Interop.Argument.Of(self), Interop.Argument.Of(dim), Interop.Argument.OfOptional(keepdim)];
        Span<Argument> results = stackalloc Argument[2];
        s_max_dim.Call(arguments, results);
        return (Operator.TakeTensor(results[0]), Operator.TakeTensor(results[1]));
    }

    private static readonly Operator s_maximum = new("aten::maximum", "");

    /// <summary><c>aten::maximum(Tensor self, Tensor other) -&gt; Tensor</c></summary>
    public static Tensor Maximum(this Tensor self, Tensor other)
    {
        ReadOnlySpan<Argument> arguments = [Interop.Argument.Of(self), Interop.Argument.Of(other)];
        return s_maximum.CallTensor(arguments);
    }

    private static readonly Operator s_mean_dim = new("aten::mean", "dim");

    /// <summary><c>aten::mean.dim(Tensor self, int[1]? dim, bool keepdim=False, *, ScalarType? dtype=None) -&gt; Tensor</c></summary>
    public static Tensor Mean(this Tensor self, ReadOnlySpan<long> dim = default, bool? keepdim = null, ScalarType? dtype = null)
    {
        fixed (long* dimItems = dim)
        {
            ReadOnlySpan<Argument> arguments = [Interop.Argument.Of(self), Interop.Argument.List(dimItems, dim.Length), Interop.Argument.OfOptional(keepdim), Interop.Argument.OfOptional(dtype)];
            return s_mean_dim.CallTensor(arguments);
        }
    }

    private static readonly Operator s_min = new("aten::min", "");

    /// <summary><c>aten::min(Tensor self) -&gt; Tensor</c></summary>
    public static Tensor Min(this Tensor self)
    {
        ReadOnlySpan<Argument> arguments = [Interop.Argument.Of(self)];
        return s_min.CallTensor(arguments);
    }

    private static readonly Operator s_minimum = new("aten::minimum", "");

    /// <summary><c>aten::minimum(Tensor self, Tensor other) -&gt; Tensor</c></summary>
    public static Tensor Minimum(this Tensor self, Tensor other)
    {
        ReadOnlySpan<Argument> arguments = [Interop.Argument.Of(self), Interop.Argument.Of(other)];
        return s_minimum.CallTensor(arguments);
    }

    private static readonly Operator s_mm = new("aten::mm", "");

    /// <summary><c>aten::mm(Tensor self, Tensor mat2) -&gt; Tensor</c></summary>
    public static Tensor Mm(this Tensor self, Tensor mat2)
    {
        ReadOnlySpan<Argument> arguments = [Interop.Argument.Of(self), Interop.Argument.Of(mat2)];
        return s_mm.CallTensor(arguments);
    }

    private static readonly Operator s_mul_Tensor = new("aten::mul", "Tensor");

    /// <summary><c>aten::mul.Tensor(Tensor self, Tensor other) -&gt; Tensor</c></summary>
    public static Tensor Mul(this Tensor self, Tensor other)
    {
        ReadOnlySpan<Argument> arguments = [Interop.Argument.Of(self), Interop.Argument.Of(other)];
        return s_mul_Tensor.CallTensor(arguments);
    }

    private static readonly Operator s_mul_Scalar = new("aten::mul", "Scalar");

    /// <summary><c>aten::mul.Scalar(Tensor self, Scalar other) -&gt; Tensor</c></summary>
    public static Tensor Mul(this Tensor self, Scalar other)
    {
        ReadOnlySpan<Argument> arguments = [Interop.Argument.Of(self), Interop.Argument.Of(other)];
        return s_mul_Scalar.CallTensor(arguments);
    }

    private static readonly Operator s_mulInPlace_Tensor = new("aten::mul_", "Tensor");

    /// <summary><c>aten::mul_.Tensor(Tensor(a!) self, Tensor other) -&gt; Tensor(a!)</c></summary>
    public static void MulInPlace(this Tensor self, Tensor other)
    {
        ReadOnlySpan<Argument> arguments = [Interop.Argument.Of(self), Interop.Argument.Of(other)];
        s_mulInPlace_Tensor.CallVoid(arguments);
    }

    private static readonly Operator s_mulInPlace_Scalar = new("aten::mul_", "Scalar");

    /// <summary><c>aten::mul_.Scalar(Tensor(a!) self, Scalar other) -&gt; Tensor(a!)</c></summary>
    public static void MulInPlace(this Tensor self, Scalar other)
    {
        ReadOnlySpan<Argument> arguments = [Interop.Argument.Of(self), Interop.Argument.Of(other)];
        s_mulInPlace_Scalar.CallVoid(arguments);
    }

    private static readonly Operator s_narrow = new("aten::narrow", "");

    /// <summary><c>aten::narrow(Tensor(a) self, int dim, int start, int length) -&gt; Tensor(a)</c></summary>
    public static Tensor Narrow(this Tensor self, long dim, long start, long length)
    {
        ReadOnlySpan<Argument> arguments = [Interop.Argument.Of(self), Interop.Argument.Of(dim), Interop.Argument.Of(start), Interop.Argument.Of(length)];
        return s_narrow.CallTensor(arguments);
    }

    private static readonly Operator s_ne_Tensor = new("aten::ne", "Tensor");

    /// <summary><c>aten::ne.Tensor(Tensor self, Tensor other) -&gt; Tensor</c></summary>
    public static Tensor Ne(this Tensor self, Tensor other)
    {
        ReadOnlySpan<Argument> arguments = [Interop.Argument.Of(self), Interop.Argument.Of(other)];
        return s_ne_Tensor.CallTensor(arguments);
    }

    private static readonly Operator s_ne_Scalar = new("aten::ne", "Scalar");

    /// <summary><c>aten::ne.Scalar(Tensor self, Scalar other) -&gt; Tensor</c></summary>
    public static Tensor Ne(this Tensor self, Scalar other)
    {
        ReadOnlySpan<Argument> arguments = [Interop.Argument.Of(self), Interop.Argument.Of(other)];
        return s_ne_Scalar.CallTensor(arguments);
    }

    private static readonly Operator s_neg = new("aten::neg", "");

    /// <summary><c>aten::neg(Tensor self) -&gt; Tensor</c></summary>
    public static Tensor Neg(this Tensor self)
    {
        ReadOnlySpan<Argument> arguments = [Interop.Argument.Of(self)];
        return s_neg.CallTensor(arguments);
    }

    private static readonly Operator s_normalInPlace = new("aten::normal_", "");

    /// <summary><c>aten::normal_(Tensor(a!) self, float mean=0., float std=1., *, Generator? generator=None) -&gt; Tensor(a!)</c></summary>
    public static void NormalInPlace(this Tensor self, double? mean = null, double? std = null)
    {
        ReadOnlySpan<Argument> arguments = [Interop.Argument.Of(self), Interop.Argument.OfOptional(mean), Interop.Argument.OfOptional(std)];
        s_normalInPlace.CallVoid(arguments);
    }

    private static readonly Operator s_oneHot = new("aten::one_hot", "");

    /// <summary><c>aten::one_hot(Tensor self, int num_classes=-1) -&gt; Tensor</c></summary>
    public static Tensor OneHot(this Tensor self, long? numClasses = null)
    {
        ReadOnlySpan<Argument> arguments = [Interop.Argument.Of(self), Interop.Argument.OfOptional(numClasses)];
        return s_oneHot.CallTensor(arguments);
    }

    private static readonly Operator s_permute = new("aten::permute", "");

    /// <summary><c>aten::permute(Tensor(a) self, int[] dims) -&gt; Tensor(a)</c></summary>
    public static Tensor Permute(this Tensor self, ReadOnlySpan<long> dims)
    {
        fixed (long* dimsItems = dims)
        {
            ReadOnlySpan<Argument> arguments = [Interop.Argument.Of(self), Interop.Argument.List(dimsItems, dims.Length)];
            return s_permute.CallTensor(arguments);
        }
    }

    private static readonly Operator s_pow_Tensor_Scalar = new("aten::pow", "Tensor_Scalar");

    /// <summary><c>aten::pow.Tensor_Scalar(Tensor self, Scalar exponent) -&gt; Tensor</c></summary>
    public static Tensor Pow(this Tensor self, Scalar exponent)
    {
        ReadOnlySpan<Argument> arguments = [Interop.Argument.Of(self), Interop.Argument.Of(exponent)];
        return s_pow_Tensor_Scalar.CallTensor(arguments);
    }

    private static readonly Operator s_relu = new("aten::relu", "");

    /// <summary><c>aten::relu(Tensor self) -&gt; Tensor</c></summary>
    public static Tensor Relu(this Tensor self)
    {
        ReadOnlySpan<Argument> arguments = [Interop.Argument.Of(self)];
        return s_relu.CallTensor(arguments);
    }

    private static readonly Operator s_reluInPlace = new("aten::relu_", "");

    /// <summary><c>aten::relu_(Tensor(a!) self) -&gt; Tensor(a!)</c></summary>
    public static void ReluInPlace(this Tensor self)
    {
        ReadOnlySpan<Argument> arguments = [Interop.Argument.Of(self)];
        s_reluInPlace.CallVoid(arguments);
    }

    private static readonly Operator s_repeat = new("aten::repeat", "");

    /// <summary><c>aten::repeat(Tensor self, SymInt[] repeats) -&gt; Tensor</c></summary>
    public static Tensor Repeat(this Tensor self, ReadOnlySpan<long> repeats)
    {
        fixed (long* repeatsItems = repeats)
        {
            ReadOnlySpan<Argument> arguments = [Interop.Argument.Of(self), Interop.Argument.List(repeatsItems, repeats.Length)];
            return s_repeat.CallTensor(arguments);
        }
    }

    private static readonly Operator s_reshape = new("aten::reshape", "");

    /// <summary><c>aten::reshape(Tensor(a) self, SymInt[] shape) -&gt; Tensor(a)</c></summary>
    public static Tensor Reshape(this Tensor self, ReadOnlySpan<long> shape)
    {
        fixed (long* shapeItems = shape)
        {
            ReadOnlySpan<Argument> arguments = [Interop.Argument.Of(self), Interop.Argument.List(shapeItems, shape.Length)];
            return s_reshape.CallTensor(arguments);
        }
    }

    private static readonly Operator s_rsub_Scalar = new("aten::rsub", "Scalar");

    /// <summary><c>aten::rsub.Scalar(Tensor self, Scalar other, Scalar alpha=1) -&gt; Tensor</c></summary>
    public static Tensor Rsub(this Tensor self, Scalar other, Scalar alpha = default)
    {
        ReadOnlySpan<Argument> arguments = [Interop.Argument.Of(self), Interop.Argument.Of(other), Interop.Argument.Of(alpha)];
        return s_rsub_Scalar.CallTensor(arguments);
    }

    private static readonly Operator s_rsqrt = new("aten::rsqrt", "");

    /// <summary><c>aten::rsqrt(Tensor self) -&gt; Tensor</c></summary>
    public static Tensor Rsqrt(this Tensor self)
    {
        ReadOnlySpan<Argument> arguments = [Interop.Argument.Of(self)];
        return s_rsqrt.CallTensor(arguments);
    }

    private static readonly Operator s_scatterAdd = new("aten::scatter_add", "");

    /// <summary><c>aten::scatter_add(Tensor self, int dim, Tensor index, Tensor src) -&gt; Tensor</c></summary>
    public static Tensor ScatterAdd(this Tensor self, long dim, Tensor index, Tensor src)
    {
        ReadOnlySpan<Argument> arguments = [Interop.Argument.Of(self), Interop.Argument.Of(dim), Interop.Argument.Of(index), Interop.Argument.Of(src)];
        return s_scatterAdd.CallTensor(arguments);
    }

    private static readonly Operator s_scatter_src = new("aten::scatter", "src");

    /// <summary><c>aten::scatter.src(Tensor self, int dim, Tensor index, Tensor src) -&gt; Tensor</c></summary>
    public static Tensor Scatter(this Tensor self, long dim, Tensor index, Tensor src)
    {
        ReadOnlySpan<Argument> arguments = [Interop.Argument.Of(self), Interop.Argument.Of(dim), Interop.Argument.Of(index), Interop.Argument.Of(src)];
        return s_scatter_src.CallTensor(arguments);
    }

    private static readonly Operator s_select_int = new("aten::select", "int");

    /// <summary><c>aten::select.int(Tensor(a) self, int dim, int index) -&gt; Tensor(a)</c></summary>
    public static Tensor Select(this Tensor self, long dim, long index)
    {
        ReadOnlySpan<Argument> arguments = [Interop.Argument.Of(self), Interop.Argument.Of(dim), Interop.Argument.Of(index)];
        return s_select_int.CallTensor(arguments);
    }

    private static readonly Operator s_setData = new("aten::set_data", "");

    /// <summary><c>aten::set_data(Tensor(a!) self, Tensor new_data) -&gt; ()</c></summary>
    public static void SetData(this Tensor self, Tensor newData)
    {
        ReadOnlySpan<Argument> arguments = [Interop.Argument.Of(self), Interop.Argument.Of(newData)];
        s_setData.CallVoid(arguments);
    }

    private static readonly Operator s_sigmoid = new("aten::sigmoid", "");

    /// <summary><c>aten::sigmoid(Tensor self) -&gt; Tensor</c></summary>
    public static Tensor Sigmoid(this Tensor self)
    {
        ReadOnlySpan<Argument> arguments = [Interop.Argument.Of(self)];
        return s_sigmoid.CallTensor(arguments);
    }

    private static readonly Operator s_silu = new("aten::silu", "");

    /// <summary><c>aten::silu(Tensor self) -&gt; Tensor</c></summary>
    public static Tensor Silu(this Tensor self)
    {
        ReadOnlySpan<Argument> arguments = [Interop.Argument.Of(self)];
        return s_silu.CallTensor(arguments);
    }

    private static readonly Operator s_sin = new("aten::sin", "");

    /// <summary><c>aten::sin(Tensor self) -&gt; Tensor</c></summary>
    public static Tensor Sin(this Tensor self)
    {
        ReadOnlySpan<Argument> arguments = [Interop.Argument.Of(self)];
        return s_sin.CallTensor(arguments);
    }

    private static readonly Operator s_slice_Tensor = new("aten::slice", "Tensor");

    /// <summary><c>aten::slice.Tensor(Tensor(a) self, int dim=0, SymInt? start=None, SymInt? end=None, SymInt step=1) -&gt; Tensor(a)</c></summary>
    public static Tensor Slice(this Tensor self, long? dim = null, long? start = null, long? end = null, long? step = null)
    {
        ReadOnlySpan<Argument> arguments = [Interop.Argument.Of(self), Interop.Argument.OfOptional(dim), Interop.Argument.OfOptional(start), Interop.Argument.OfOptional(end), Interop.Argument.OfOptional(step)];
        return s_slice_Tensor.CallTensor(arguments);
    }

    private static readonly Operator s_smoothL1Loss = new("aten::smooth_l1_loss", "");

    /// <summary><c>aten::smooth_l1_loss(Tensor self, Tensor target, int reduction=1, float beta=1.) -&gt; Tensor</c></summary>
    public static Tensor SmoothL1Loss(this Tensor self, Tensor target, long? reduction = null, double? beta = null)
    {
        ReadOnlySpan<Argument> arguments = [Interop.Argument.Of(self), Interop.Argument.Of(target), Interop.Argument.OfOptional(reduction), Interop.Argument.OfOptional(beta)];
        return s_smoothL1Loss.CallTensor(arguments);
    }

    private static readonly Operator s_softmax_int = new("aten::softmax", "int");

    /// <summary><c>aten::softmax.int(Tensor self, int dim, ScalarType? dtype=None) -&gt; Tensor</c></summary>
    public static Tensor Softmax(this Tensor self, long dim, ScalarType? dtype = null)
    {
        ReadOnlySpan<Argument> arguments = [Interop.Argument.Of(self), Interop.Argument.Of(dim), Interop.Argument.OfOptional(dtype)];
        return s_softmax_int.CallTensor(arguments);
    }

    private static readonly Operator s_softplus = new("aten::softplus", "");

    /// <summary><c>aten::softplus(Tensor self, Scalar beta=1, Scalar threshold=20) -&gt; Tensor</c></summary>
    public static Tensor Softplus(this Tensor self, Scalar beta = default, Scalar threshold = default)
    {
        ReadOnlySpan<Argument> arguments = [Interop.Argument.Of(self), Interop.Argument.Of(beta), Interop.Argument.Of(threshold)];
        return s_softplus.CallTensor(arguments);
    }

    private static readonly Operator s_sort = new("aten::sort", "");

    /// <summary><c>aten::sort(Tensor self, int dim=-1, bool descending=False) -&gt; (Tensor values, Tensor indices)</c></summary>
    public static (Tensor, Tensor) Sort(this Tensor self, long? dim = null, bool? descending = null)
    {
        ReadOnlySpan<Argument> arguments = [Interop.Argument.Of(self), Interop.Argument.OfOptional(dim), Interop.Argument.OfOptional(descending)];
        Span<Argument> results = stackalloc Argument[2];
        s_sort.Call(arguments, results);
        return (Operator.TakeTensor(results[0]), Operator.TakeTensor(results[1]));
    }

    private static readonly Operator s_split_Tensor = new("aten::split", "Tensor");

    /// <summary><c>aten::split.Tensor(Tensor(a -&gt; *) self, int split_size, int dim=0) -&gt; Tensor(a)[]</c></summary>
    public static Tensor[] Split(this Tensor self, long splitSize, long? dim = null)
    {
        ReadOnlySpan<Argument> arguments = [Interop.Argument.Of(self), Interop.Argument.Of(splitSize), Interop.Argument.OfOptional(dim)];
        return s_split_Tensor.CallTensors(arguments);
    }

    private static readonly Operator s_sqrt = new("aten::sqrt", "");

    /// <summary><c>aten::sqrt(Tensor self) -&gt; Tensor</c></summary>
    public static Tensor Sqrt(this Tensor self)
    {
        ReadOnlySpan<Argument> arguments = [Interop.Argument.Of(self)];
        return s_sqrt.CallTensor(arguments);
    }

    private static readonly Operator s_square = new("aten::square", "");

    /// <summary><c>aten::square(Tensor self) -&gt; Tensor</c></summary>
    public static Tensor Square(this Tensor self)
    {
        ReadOnlySpan<Argument> arguments = [Interop.Argument.Of(self)];
        return s_square.CallTensor(arguments);
    }

    private static readonly Operator s_squeeze_dim = new("aten::squeeze", "dim");

    /// <summary><c>aten::squeeze.dim(Tensor(a) self, int dim) -&gt; Tensor(a)</c></summary>
    public static Tensor Squeeze(this Tensor self, long dim)
    {
        ReadOnlySpan<Argument> arguments = [Interop.Argument.Of(self), Interop.Argument.Of(dim)];
        return s_squeeze_dim.CallTensor(arguments);
    }

    private static readonly Operator s_stack = new("aten::stack", "");

    /// <summary><c>aten::stack(Tensor[] tensors, int dim=0) -&gt; Tensor</c></summary>
    public static Tensor Stack(ReadOnlySpan<Tensor> tensors, long? dim = null)
    {
        IntPtr* tensorsItems = stackalloc IntPtr[tensors.Length];
        for (int i = 0; i < tensors.Length; i++) tensorsItems[i] = tensors[i].Handle;
        ReadOnlySpan<Argument> arguments = [Interop.Argument.List(tensorsItems, tensors.Length), Interop.Argument.OfOptional(dim)];
        return s_stack.CallTensor(arguments);
    }

    private static readonly Operator s_std_dim = new("aten::std", "dim");

    /// <summary><c>aten::std.dim(Tensor self, int[1]? dim, bool unbiased=True, bool keepdim=False) -&gt; Tensor</c></summary>
    public static Tensor Std(this Tensor self, ReadOnlySpan<long> dim = default, bool? unbiased = null, bool? keepdim = null)
    {
        fixed (long* dimItems = dim)
        {
            ReadOnlySpan<Argument> arguments = [Interop.Argument.Of(self), Interop.Argument.List(dimItems, dim.Length), Interop.Argument.OfOptional(unbiased), Interop.Argument.OfOptional(keepdim)];
            return s_std_dim.CallTensor(arguments);
        }
    }

    private static readonly Operator s_sub_Tensor = new("aten::sub", "Tensor");

    /// <summary><c>aten::sub.Tensor(Tensor self, Tensor other, *, Scalar alpha=1) -&gt; Tensor</c></summary>
    public static Tensor Sub(this Tensor self, Tensor other, Scalar alpha = default)
    {
        ReadOnlySpan<Argument> arguments = [Interop.Argument.Of(self), Interop.Argument.Of(other), Interop.Argument.Of(alpha)];
        return s_sub_Tensor.CallTensor(arguments);
    }

    private static readonly Operator s_sub_Scalar = new("aten::sub", "Scalar");

    /// <summary><c>aten::sub.Scalar(Tensor self, Scalar other, Scalar alpha=1) -&gt; Tensor</c></summary>
    public static Tensor Sub(this Tensor self, Scalar other, Scalar alpha = default)
    {
        ReadOnlySpan<Argument> arguments = [Interop.Argument.Of(self), Interop.Argument.Of(other), Interop.Argument.Of(alpha)];
        return s_sub_Scalar.CallTensor(arguments);
    }

    private static readonly Operator s_sum_dim_IntList = new("aten::sum", "dim_IntList");

    /// <summary><c>aten::sum.dim_IntList(Tensor self, int[1]? dim, bool keepdim=False, *, ScalarType? dtype=None) -&gt; Tensor</c></summary>
    public static Tensor Sum(this Tensor self, ReadOnlySpan<long> dim = default, bool? keepdim = null, ScalarType? dtype = null)
    {
        fixed (long* dimItems = dim)
        {
            ReadOnlySpan<Argument> arguments = [Interop.Argument.Of(self), Interop.Argument.List(dimItems, dim.Length), Interop.Argument.OfOptional(keepdim), Interop.Argument.OfOptional(dtype)];
            return s_sum_dim_IntList.CallTensor(arguments);
        }
    }

    private static readonly Operator s_t = new("aten::t", "");

    /// <summary><c>aten::t(Tensor(a) self) -&gt; Tensor(a)</c></summary>
    public static Tensor T(this Tensor self)
    {
        ReadOnlySpan<Argument> arguments = [Interop.Argument.Of(self)];
        return s_t.CallTensor(arguments);
    }

    private static readonly Operator s_tanh = new("aten::tanh", "");

    /// <summary><c>aten::tanh(Tensor self) -&gt; Tensor</c></summary>
    public static Tensor Tanh(this Tensor self)
    {
        ReadOnlySpan<Argument> arguments = [Interop.Argument.Of(self)];
        return s_tanh.CallTensor(arguments);
    }

    private static readonly Operator s_topk = new("aten::topk", "");

    /// <summary><c>aten::topk(Tensor self, int k, int dim=-1, bool largest=True, bool sorted=True) -&gt; (Tensor values, Tensor indices)</c></summary>
    public static (Tensor, Tensor) Topk(this Tensor self, long k, long? dim = null, bool? largest = null, bool? sorted = null)
    {
        ReadOnlySpan<Argument> arguments = [Interop.Argument.Of(self), Interop.Argument.Of(k), Interop.Argument.OfOptional(dim), Interop.Argument.OfOptional(largest), Interop.Argument.OfOptional(sorted)];
        Span<Argument> results = stackalloc Argument[2];
        s_topk.Call(arguments, results);
        return (Operator.TakeTensor(results[0]), Operator.TakeTensor(results[1]));
    }

    private static readonly Operator s_transpose_int = new("aten::transpose", "int");

    /// <summary><c>aten::transpose.int(Tensor(a) self, int dim0, int dim1) -&gt; Tensor(a)</c></summary>
    public static Tensor Transpose(this Tensor self, long dim0, long dim1)
    {
        ReadOnlySpan<Argument> arguments = [Interop.Argument.Of(self), Interop.Argument.Of(dim0), Interop.Argument.Of(dim1)];
        return s_transpose_int.CallTensor(arguments);
    }

    private static readonly Operator s_tril = new("aten::tril", "");

    /// <summary><c>aten::tril(Tensor self, int diagonal=0) -&gt; Tensor</c></summary>
    public static Tensor Tril(this Tensor self, long? diagonal = null)
    {
        ReadOnlySpan<Argument> arguments = [Interop.Argument.Of(self), Interop.Argument.OfOptional(diagonal)];
        return s_tril.CallTensor(arguments);
    }

    private static readonly Operator s_triu = new("aten::triu", "");

    /// <summary><c>aten::triu(Tensor self, int diagonal=0) -&gt; Tensor</c></summary>
    public static Tensor Triu(this Tensor self, long? diagonal = null)
    {
        ReadOnlySpan<Argument> arguments = [Interop.Argument.Of(self), Interop.Argument.OfOptional(diagonal)];
        return s_triu.CallTensor(arguments);
    }

    private static readonly Operator s_unbind_int = new("aten::unbind", "int");

    /// <summary><c>aten::unbind.int(Tensor(a -&gt; *) self, int dim=0) -&gt; Tensor(a)[]</c></summary>
    public static Tensor[] Unbind(this Tensor self, long? dim = null)
    {
        ReadOnlySpan<Argument> arguments = [Interop.Argument.Of(self), Interop.Argument.OfOptional(dim)];
        return s_unbind_int.CallTensors(arguments);
    }

    private static readonly Operator s_uniformInPlace = new("aten::uniform_", "");

    /// <summary><c>aten::uniform_(Tensor(a!) self, float from=0., float to=1., *, Generator? generator=None) -&gt; Tensor(a!)</c></summary>
    public static void UniformInPlace(this Tensor self, double? from = null, double? to = null)
    {
        ReadOnlySpan<Argument> arguments = [Interop.Argument.Of(self), Interop.Argument.OfOptional(from), Interop.Argument.OfOptional(to)];
        s_uniformInPlace.CallVoid(arguments);
    }

    private static readonly Operator s_unsqueeze = new("aten::unsqueeze", "");

    /// <summary><c>aten::unsqueeze(Tensor(a) self, int dim) -&gt; Tensor(a)</c></summary>
    public static Tensor Unsqueeze(this Tensor self, long dim)
    {
        ReadOnlySpan<Argument> arguments = [Interop.Argument.Of(self), Interop.Argument.Of(dim)];
        return s_unsqueeze.CallTensor(arguments);
    }

    private static readonly Operator s_upsampleBicubic2d = new("aten::upsample_bicubic2d", "");

    /// <summary><c>aten::upsample_bicubic2d(Tensor self, SymInt[2] output_size, bool align_corners, float? scales_h=None, float? scales_w=None) -&gt; Tensor</c></summary>
    public static Tensor UpsampleBicubic2d(this Tensor self, ReadOnlySpan<long> outputSize, bool alignCorners, double? scalesH = null, double? scalesW = null)
    {
        fixed (long* outputSizeItems = outputSize)
        {
            ReadOnlySpan<Argument> arguments = [Interop.Argument.Of(self), Interop.Argument.List(outputSizeItems, outputSize.Length), Interop.Argument.Of(alignCorners), Interop.Argument.OfOptional(scalesH), Interop.Argument.OfOptional(scalesW)];
            return s_upsampleBicubic2d.CallTensor(arguments);
        }
    }

    private static readonly Operator s_upsampleBilinear2d = new("aten::upsample_bilinear2d", "");

    /// <summary><c>aten::upsample_bilinear2d(Tensor self, SymInt[2] output_size, bool align_corners, float? scales_h=None, float? scales_w=None) -&gt; Tensor</c></summary>
    public static Tensor UpsampleBilinear2d(this Tensor self, ReadOnlySpan<long> outputSize, bool alignCorners, double? scalesH = null, double? scalesW = null)
    {
        fixed (long* outputSizeItems = outputSize)
        {
            ReadOnlySpan<Argument> arguments = [Interop.Argument.Of(self), Interop.Argument.List(outputSizeItems, outputSize.Length), Interop.Argument.Of(alignCorners), Interop.Argument.OfOptional(scalesH), Interop.Argument.OfOptional(scalesW)];
            return s_upsampleBilinear2d.CallTensor(arguments);
        }
    }

    private static readonly Operator s_var_dim = new("aten::var", "dim");

    /// <summary><c>aten::var.dim(Tensor self, int[1]? dim, bool unbiased=True, bool keepdim=False) -&gt; Tensor</c></summary>
    public static Tensor Var(this Tensor self, ReadOnlySpan<long> dim = default, bool? unbiased = null, bool? keepdim = null)
    {
        fixed (long* dimItems = dim)
        {
            ReadOnlySpan<Argument> arguments = [Interop.Argument.Of(self), Interop.Argument.List(dimItems, dim.Length), Interop.Argument.OfOptional(unbiased), Interop.Argument.OfOptional(keepdim)];
            return s_var_dim.CallTensor(arguments);
        }
    }

    private static readonly Operator s_view = new("aten::view", "");

    /// <summary><c>aten::view(Tensor(a) self, SymInt[] size) -&gt; Tensor(a)</c></summary>
    public static Tensor View(this Tensor self, ReadOnlySpan<long> size)
    {
        fixed (long* sizeItems = size)
        {
            ReadOnlySpan<Argument> arguments = [Interop.Argument.Of(self), Interop.Argument.List(sizeItems, size.Length)];
            return s_view.CallTensor(arguments);
        }
    }

    private static readonly Operator s_where_self = new("aten::where", "self");

    /// <summary><c>aten::where.self(Tensor condition, Tensor self, Tensor other) -&gt; Tensor</c></summary>
    public static Tensor Where(this Tensor condition, Tensor self, Tensor other)
    {
        ReadOnlySpan<Argument> arguments = [Interop.Argument.Of(condition), Interop.Argument.Of(self), Interop.Argument.Of(other)];
        return s_where_self.CallTensor(arguments);
    }

    private static readonly Operator s_zeroInPlace = new("aten::zero_", "");

    /// <summary><c>aten::zero_(Tensor(a!) self) -&gt; Tensor(a!)</c></summary>
    public static void ZeroInPlace(this Tensor self)
    {
        ReadOnlySpan<Argument> arguments = [Interop.Argument.Of(self)];
        s_zeroInPlace.CallVoid(arguments);
    }

    private static readonly Operator s_foreachAddInPlace_List = new("aten::_foreach_add_", "List");

    /// <summary><c>aten::_foreach_add_.List(Tensor(a!)[] self, Tensor[] other, *, Scalar alpha=1) -&gt; ()</c></summary>
    public static void ForeachAddInPlace(ReadOnlySpan<Tensor> self, ReadOnlySpan<Tensor> other, Scalar alpha = default)
    {
        IntPtr* selfItems = stackalloc IntPtr[self.Length];
        for (int i = 0; i < self.Length; i++) selfItems[i] = self[i].Handle;
        IntPtr* otherItems = stackalloc IntPtr[other.Length];
        for (int i = 0; i < other.Length; i++) otherItems[i] = other[i].Handle;
        ReadOnlySpan<Argument> arguments = [Interop.Argument.List(selfItems, self.Length), Interop.Argument.List(otherItems, other.Length), Interop.Argument.Of(alpha)];
        s_foreachAddInPlace_List.CallVoid(arguments);
    }

    private static readonly Operator s_foreachAddInPlace_Scalar = new("aten::_foreach_add_", "Scalar");

    /// <summary><c>aten::_foreach_add_.Scalar(Tensor(a!)[] self, Scalar scalar) -&gt; ()</c></summary>
    public static void ForeachAddInPlace(ReadOnlySpan<Tensor> self, Scalar scalar)
    {
        IntPtr* selfItems = stackalloc IntPtr[self.Length];
        for (int i = 0; i < self.Length; i++) selfItems[i] = self[i].Handle;
        ReadOnlySpan<Argument> arguments = [Interop.Argument.List(selfItems, self.Length), Interop.Argument.Of(scalar)];
        s_foreachAddInPlace_Scalar.CallVoid(arguments);
    }

    private static readonly Operator s_foreachAddcdivInPlace_Scalar = new("aten::_foreach_addcdiv_", "Scalar");

    /// <summary><c>aten::_foreach_addcdiv_.Scalar(Tensor(a!)[] self, Tensor[] tensor1, Tensor[] tensor2, Scalar value=1) -&gt; ()</c></summary>
    public static void ForeachAddcdivInPlace(ReadOnlySpan<Tensor> self, ReadOnlySpan<Tensor> tensor1, ReadOnlySpan<Tensor> tensor2, Scalar value = default)
    {
        IntPtr* selfItems = stackalloc IntPtr[self.Length];
        for (int i = 0; i < self.Length; i++) selfItems[i] = self[i].Handle;
        IntPtr* tensor1Items = stackalloc IntPtr[tensor1.Length];
        for (int i = 0; i < tensor1.Length; i++) tensor1Items[i] = tensor1[i].Handle;
        IntPtr* tensor2Items = stackalloc IntPtr[tensor2.Length];
        for (int i = 0; i < tensor2.Length; i++) tensor2Items[i] = tensor2[i].Handle;
        ReadOnlySpan<Argument> arguments = [Interop.Argument.List(selfItems, self.Length), Interop.Argument.List(tensor1Items, tensor1.Length), Interop.Argument.List(tensor2Items, tensor2.Length), Interop.Argument.Of(value)];
        s_foreachAddcdivInPlace_Scalar.CallVoid(arguments);
    }

    private static readonly Operator s_foreachAddcmulInPlace_Scalar = new("aten::_foreach_addcmul_", "Scalar");

    /// <summary><c>aten::_foreach_addcmul_.Scalar(Tensor(a!)[] self, Tensor[] tensor1, Tensor[] tensor2, Scalar value=1) -&gt; ()</c></summary>
    public static void ForeachAddcmulInPlace(ReadOnlySpan<Tensor> self, ReadOnlySpan<Tensor> tensor1, ReadOnlySpan<Tensor> tensor2, Scalar value = default)
    {
        IntPtr* selfItems = stackalloc IntPtr[self.Length];
        for (int i = 0; i < self.Length; i++) selfItems[i] = self[i].Handle;
        IntPtr* tensor1Items = stackalloc IntPtr[tensor1.Length];
        for (int i = 0; i < tensor1.Length; i++) tensor1Items[i] = tensor1[i].Handle;
        IntPtr* tensor2Items = stackalloc IntPtr[tensor2.Length];
        for (int i = 0; i < tensor2.Length; i++) tensor2Items[i] = tensor2[i].Handle;
        ReadOnlySpan<Argument> arguments = [Interop.Argument.List(selfItems, self.Length), Interop.Argument.List(tensor1Items, tensor1.Length), Interop.Argument.List(tensor2Items, tensor2.Length), Interop.Argument.Of(value)];
        s_foreachAddcmulInPlace_Scalar.CallVoid(arguments);
    }

    private static readonly Operator s_foreachDivInPlace_List = new("aten::_foreach_div_", "List");

    /// <summary><c>aten::_foreach_div_.List(Tensor(a!)[] self, Tensor[] other) -&gt; ()</c></summary>
    public static void ForeachDivInPlace(ReadOnlySpan<Tensor> self, ReadOnlySpan<Tensor> other)
    {
        IntPtr* selfItems = stackalloc IntPtr[self.Length];
        for (int i = 0; i < self.Length; i++) selfItems[i] = self[i].Handle;
        IntPtr* otherItems = stackalloc IntPtr[other.Length];
        for (int i = 0; i < other.Length; i++) otherItems[i] = other[i].Handle;
        ReadOnlySpan<Argument> arguments = [Interop.Argument.List(selfItems, self.Length), Interop.Argument.List(otherItems, other.Length)];
        s_foreachDivInPlace_List.CallVoid(arguments);
    }

    private static readonly Operator s_foreachMaximumInPlace_List = new("aten::_foreach_maximum_", "List");

    /// <summary><c>aten::_foreach_maximum_.List(Tensor(a!)[] self, Tensor[] other) -&gt; ()</c></summary>
    public static void ForeachMaximumInPlace(ReadOnlySpan<Tensor> self, ReadOnlySpan<Tensor> other)
    {
        IntPtr* selfItems = stackalloc IntPtr[self.Length];
        for (int i = 0; i < self.Length; i++) selfItems[i] = self[i].Handle;
        IntPtr* otherItems = stackalloc IntPtr[other.Length];
        for (int i = 0; i < other.Length; i++) otherItems[i] = other[i].Handle;
        ReadOnlySpan<Argument> arguments = [Interop.Argument.List(selfItems, self.Length), Interop.Argument.List(otherItems, other.Length)];
        s_foreachMaximumInPlace_List.CallVoid(arguments);
    }

    private static readonly Operator s_foreachMulInPlace_Scalar = new("aten::_foreach_mul_", "Scalar");

    /// <summary><c>aten::_foreach_mul_.Scalar(Tensor(a!)[] self, Scalar scalar) -&gt; ()</c></summary>
    public static void ForeachMulInPlace(ReadOnlySpan<Tensor> self, Scalar scalar)
    {
        IntPtr* selfItems = stackalloc IntPtr[self.Length];
        for (int i = 0; i < self.Length; i++) selfItems[i] = self[i].Handle;
        ReadOnlySpan<Argument> arguments = [Interop.Argument.List(selfItems, self.Length), Interop.Argument.Of(scalar)];
        s_foreachMulInPlace_Scalar.CallVoid(arguments);
    }

    private static readonly Operator s_foreachMulInPlace_List = new("aten::_foreach_mul_", "List");

    /// <summary><c>aten::_foreach_mul_.List(Tensor(a!)[] self, Tensor[] other) -&gt; ()</c></summary>
    public static void ForeachMulInPlace(ReadOnlySpan<Tensor> self, ReadOnlySpan<Tensor> other)
    {
        IntPtr* selfItems = stackalloc IntPtr[self.Length];
        for (int i = 0; i < self.Length; i++) selfItems[i] = self[i].Handle;
        IntPtr* otherItems = stackalloc IntPtr[other.Length];
        for (int i = 0; i < other.Length; i++) otherItems[i] = other[i].Handle;
        ReadOnlySpan<Argument> arguments = [Interop.Argument.List(selfItems, self.Length), Interop.Argument.List(otherItems, other.Length)];
        s_foreachMulInPlace_List.CallVoid(arguments);
    }

    private static readonly Operator s_foreachNorm_Scalar = new("aten::_foreach_norm", "Scalar");

    /// <summary><c>aten::_foreach_norm.Scalar(Tensor[] self, Scalar ord=2) -&gt; Tensor[]</c></summary>
    public static Tensor[] ForeachNorm(ReadOnlySpan<Tensor> self, Scalar ord = default)
    {
        IntPtr* selfItems = stackalloc IntPtr[self.Length];
        for (int i = 0; i < self.Length; i++) selfItems[i] = self[i].Handle;
        ReadOnlySpan<Argument> arguments = [Interop.Argument.List(selfItems, self.Length), Interop.Argument.Of(ord)];
        return s_foreachNorm_Scalar.CallTensors(arguments);
    }

    private static readonly Operator s_foreachSqrt = new("aten::_foreach_sqrt", "");

    /// <summary><c>aten::_foreach_sqrt(Tensor[] self) -&gt; Tensor[]</c></summary>
    public static Tensor[] ForeachSqrt(ReadOnlySpan<Tensor> self)
    {
        IntPtr* selfItems = stackalloc IntPtr[self.Length];
        for (int i = 0; i < self.Length; i++) selfItems[i] = self[i].Handle;
        ReadOnlySpan<Argument> arguments = [Interop.Argument.List(selfItems, self.Length)];
        return s_foreachSqrt.CallTensors(arguments);
    }

    private static readonly Operator s_foreachSub_List = new("aten::_foreach_sub", "List");

    /// <summary><c>aten::_foreach_sub.List(Tensor[] self, Tensor[] other, *, Scalar alpha=1) -&gt; Tensor[]</c></summary>
    public static Tensor[] ForeachSub(ReadOnlySpan<Tensor> self, ReadOnlySpan<Tensor> other, Scalar alpha = default)
    {
        IntPtr* selfItems = stackalloc IntPtr[self.Length];
        for (int i = 0; i < self.Length; i++) selfItems[i] = self[i].Handle;
        IntPtr* otherItems = stackalloc IntPtr[other.Length];
        for (int i = 0; i < other.Length; i++) otherItems[i] = other[i].Handle;
        ReadOnlySpan<Argument> arguments = [Interop.Argument.List(selfItems, self.Length), Interop.Argument.List(otherItems, other.Length), Interop.Argument.Of(alpha)];
        return s_foreachSub_List.CallTensors(arguments);
    }

    private static readonly Operator s_foreachZeroInPlace = new("aten::_foreach_zero_", "");

    /// <summary><c>aten::_foreach_zero_(Tensor(a!)[] self) -&gt; ()</c></summary>
    public static void ForeachZeroInPlace(ReadOnlySpan<Tensor> self)
    {
        IntPtr* selfItems = stackalloc IntPtr[self.Length];
        for (int i = 0; i < self.Length; i++) selfItems[i] = self[i].Handle;
        ReadOnlySpan<Argument> arguments = [Interop.Argument.List(selfItems, self.Length)];
        s_foreachZeroInPlace.CallVoid(arguments);
    }

    private static readonly Operator s_foreachMul_Scalar = new("aten::_foreach_mul", "Scalar");

    /// <summary><c>aten::_foreach_mul.Scalar(Tensor[] self, Scalar scalar) -&gt; Tensor[]</c></summary>
    public static Tensor[] ForeachMul(ReadOnlySpan<Tensor> self, Scalar scalar)
    {
        IntPtr* selfItems = stackalloc IntPtr[self.Length];
        for (int i = 0; i < self.Length; i++) selfItems[i] = self[i].Handle;
        ReadOnlySpan<Argument> arguments = [Interop.Argument.List(selfItems, self.Length), Interop.Argument.Of(scalar)];
        return s_foreachMul_Scalar.CallTensors(arguments);
    }

    private static readonly Operator s_foreachMul_List = new("aten::_foreach_mul", "List");

    /// <summary><c>aten::_foreach_mul.List(Tensor[] self, Tensor[] other) -&gt; Tensor[]</c></summary>
    public static Tensor[] ForeachMul(ReadOnlySpan<Tensor> self, ReadOnlySpan<Tensor> other)
    {
        IntPtr* selfItems = stackalloc IntPtr[self.Length];
        for (int i = 0; i < self.Length; i++) selfItems[i] = self[i].Handle;
        IntPtr* otherItems = stackalloc IntPtr[other.Length];
        for (int i = 0; i < other.Length; i++) otherItems[i] = other[i].Handle;
        ReadOnlySpan<Argument> arguments = [Interop.Argument.List(selfItems, self.Length), Interop.Argument.List(otherItems, other.Length)];
        return s_foreachMul_List.CallTensors(arguments);
    }

    private static readonly Operator s_foreachAdd_List = new("aten::_foreach_add", "List");

    /// <summary><c>aten::_foreach_add.List(Tensor[] self, Tensor[] other, *, Scalar alpha=1) -&gt; Tensor[]</c></summary>
    public static Tensor[] ForeachAdd(ReadOnlySpan<Tensor> self, ReadOnlySpan<Tensor> other, Scalar alpha = default)
    {
        IntPtr* selfItems = stackalloc IntPtr[self.Length];
        for (int i = 0; i < self.Length; i++) selfItems[i] = self[i].Handle;
        IntPtr* otherItems = stackalloc IntPtr[other.Length];
        for (int i = 0; i < other.Length; i++) otherItems[i] = other[i].Handle;
        ReadOnlySpan<Argument> arguments = [Interop.Argument.List(selfItems, self.Length), Interop.Argument.List(otherItems, other.Length), Interop.Argument.Of(alpha)];
        return s_foreachAdd_List.CallTensors(arguments);
    }

    private static readonly Operator s_foreachAddcmul_Scalar = new("aten::_foreach_addcmul", "Scalar");

    /// <summary><c>aten::_foreach_addcmul.Scalar(Tensor[] self, Tensor[] tensor1, Tensor[] tensor2, Scalar value=1) -&gt; Tensor[]</c></summary>
    public static Tensor[] ForeachAddcmul(ReadOnlySpan<Tensor> self, ReadOnlySpan<Tensor> tensor1, ReadOnlySpan<Tensor> tensor2, Scalar value = default)
    {
        IntPtr* selfItems = stackalloc IntPtr[self.Length];
        for (int i = 0; i < self.Length; i++) selfItems[i] = self[i].Handle;
        IntPtr* tensor1Items = stackalloc IntPtr[tensor1.Length];
        for (int i = 0; i < tensor1.Length; i++) tensor1Items[i] = tensor1[i].Handle;
        IntPtr* tensor2Items = stackalloc IntPtr[tensor2.Length];
        for (int i = 0; i < tensor2.Length; i++) tensor2Items[i] = tensor2[i].Handle;
        ReadOnlySpan<Argument> arguments = [Interop.Argument.List(selfItems, self.Length), Interop.Argument.List(tensor1Items, tensor1.Length), Interop.Argument.List(tensor2Items, tensor2.Length), Interop.Argument.Of(value)];
        return s_foreachAddcmul_Scalar.CallTensors(arguments);
    }
}
